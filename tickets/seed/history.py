"""The past half year by chance: who reports what, when and how."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from hostops.lib.demo import Demo
from hostops.lib.stage import Story
from tickets.models import Channel
from tickets.seed.cast import Cast, Client
from tickets.seed.moments import any_time, some_day
from tickets.seed.part import Part
from tickets.seed.plots import life
from tickets.seed.troubles import ERP, FAULTS, OUTAGES, QUESTIONS, REDUCTIONS, Trouble

DAYS = 182


class Share(NamedTuple):
    """How many cases a contract has, and for how many days before the present it has no more by chance.

    Contracts whose places the present's scenes need (`tickets.seed.scenes.present`) must be calm by then.
    """

    cases: int
    calm: int


SHARES = {
    "HS-2101": Share(26, 21),
    "HS-2107": Share(24, 12),
    "HS-2112": Share(20, 14),
    "HS-2115": Share(22, 16),
    "HS-2119": Share(10, 12),
    "IO-3301": Share(26, 0),
    "IO-3304": Share(14, 0),
    "IO-3309": Share(20, 0),
    "IO-3312": Share(22, 0),
}
_BY_LEVEL: dict[int | None, tuple[Trouble, ...]] = {1: OUTAGES, 2: REDUCTIONS, 3: FAULTS, 4: QUESTIONS, None: ERP}
_WEIGHTS = {1: 6, 2: 14, 3: 52, 4: 28}
# By whether it is a priority case.
_CHANNELS: dict[bool, dict[str, int]] = {
    True: {Channel.PHONE: 52, Channel.EMAIL: 22, Channel.PORTAL: 16},
    False: {Channel.PORTAL: 46, Channel.EMAIL: 32, Channel.PHONE: 11, Channel.API: 11},
}
# Days before the present when no priority case comes by chance: `scenes.breaches` needs the places.
_KEPT_FREE = (66, 73)
_SEEN_BY_MACHINES = 0.4
# Shops have a shop, the clinics a portal for patients; the rest is everybody's.
_SHOPS_OWN = ("Storefront", "Newsletter", "Solr search")
_CLINICS_OWN = ("Patient portal",)


def stories(demo: Demo, cast: Cast) -> Iterator[tuple[datetime, Story]]:
    """Each case that chance brings: when it begins, and its life."""
    for reference, share in SHARES.items():
        client = cast.clients[reference]
        for _ in range(share.cases):
            level = _level(cast, client)
            yield _begins(demo, client, level, share.calm), _life(cast, client, level)


def _life(cast: Cast, client: Client, level: int | None) -> Story:
    """Made when it begins, not before: the part takes the present for its own."""
    trouble = cast.random.choice(fitting(client, _BY_LEVEL[level]))
    channels = _CHANNELS[level in client.priority]
    seen = trouble.monitored and cast.random.random() < _SEEN_BY_MACHINES
    channel = Channel.MONITORING if seen else cast.random.choices(list(channels), list(channels.values()))[0]
    yield from life(Part(cast, client, trouble, severity=level, channel=channel))


def _level(cast: Cast, client: Client) -> int | None:
    return (
        cast.random.choices(client.levels, [_WEIGHTS[level] for level in client.levels])[0] if client.levels else None
    )


def _begins(demo: Demo, client: Client, level: int | None, calm: int) -> datetime:
    first, last = demo.ago(days=DAYS), demo.ago(days=calm, hours=1)
    if level not in client.priority:
        begins = some_day(first, last, client.zone, demo.random)
        return begins if begins <= last else begins - timedelta(days=7)
    while True:
        at_night = demo.random.random() < 0.4  # machines break then too
        begins = any_time(first, last, demo.random) if at_night else some_day(first, last, client.zone, demo.random)
        if begins <= last and not _KEPT_FREE[0] <= (demo.present - begins).days <= _KEPT_FREE[1]:
            return begins


def fitting(client: Client, troubles: tuple[Trouble, ...]) -> list[Trouble]:
    """Those that the client can have."""
    foreign = _SHOPS_OWN if client.account.slug == "tamarack" else _CLINICS_OWN
    return [trouble for trouble in troubles if trouble.software not in foreign]
