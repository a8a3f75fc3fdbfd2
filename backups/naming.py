"""Schedules by the names that tools and people give them, found among those that a reporter may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower

from backups.models import Schedule
from backups.models.stray import Why
from backups.querysets import PREFIX
from backups.told import Told
from hostops.accounts.models import Server
from hostops.lib.references import number_of

_HIGHEST = 2**63 - 1
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a run cannot be given to a schedule, for a person to see to."""

    why: Why
    words: str


def number_in(name: str) -> int | None:
    """The key in `BK-12`; None for what is no such number."""
    number = number_of(PREFIX, name)
    return number if number is not None and number <= _HIGHEST else None


def placed(actor: Any, told: Sequence[Told]) -> list[int | Unplaced]:
    """For each run the key of its schedule, or why it has none, in two statements (three where a name leads nowhere).

    `actor` None is the portal, which knows the schedule already.
    """
    numbered = _numbered(actor, {each.schedule for each in told if each.schedule is not None})
    named = _named(actor, {each.place for each in told if each.schedule is None})
    missing = {each.place[0] for each in told if each.schedule is None and each.place not in named}
    known = _hostnames(actor, missing) if missing else set()
    return [_place(each, numbered, named, known) for each in told]


def _place(told: Told, numbered: set[int], named: dict[Name, list[Any]], known: set[str]) -> int | Unplaced:
    if told.schedule is not None:
        found = told.schedule in numbered
        return told.schedule if found else Unplaced(Why.TIER, f"There is no schedule {PREFIX}-{told.schedule}.")
    fitting = [row["id"] for row in named.get(told.place, ()) if told.account in ("", row["server__account__slug"])]
    if len(fitting) == 1:
        return int(fitting[0])
    if fitting:
        return Unplaced(Why.SERVER, "Several accounts have a server of this name; name the account too.")
    if told.place[0] in known or told.place in named:
        return Unplaced(Why.TIER, f"The server {told.server} has no tier {told.tier}.")
    return Unplaced(Why.SERVER, f"There is no server {told.server}.")


def _visible(actor: Any) -> Any:
    return Schedule.objects.all() if actor is None else Schedule.objects.visible_to(actor)


def _numbered(actor: Any, numbers: set[int]) -> set[int]:
    return set(_visible(actor).filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()


def _named(actor: Any, names: Iterable[Name]) -> dict[Name, list[dict[str, Any]]]:
    hosts, tiers = {host for host, _ in names}, {tier for _, tier in names}
    if not hosts:
        return {}
    rows = _visible(actor).annotate(host=Lower("server__hostname")).filter(host__in=hosts, tier__in=tiers)
    found: dict[Name, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values("id", "host", "tier", "server__account__slug"):
        found[row["host"], row["tier"]].append(row)
    return found


def _hostnames(actor: Any, hosts: set[str]) -> set[str]:
    servers = Server.objects.all() if actor is None else Server.objects.visible_to(actor)
    return set(servers.annotate(host=Lower("hostname")).filter(host__in=hosts).values_list("host", flat=True))


def schedule_named(reader: Any, server: str, tier: str) -> Schedule | None:
    """The one schedule of that server and tier that the reader may see; None for none, or for several accounts'."""
    found = Schedule.objects.visible_to(reader).filter(server__hostname__iexact=server.strip(), tier=tier.strip())[:2]
    rows = list(found)
    return rows[0] if len(rows) == 1 else None
