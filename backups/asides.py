"""Keeping aside what fits nowhere, so that a person sees it and nothing is lost."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backups.models import Schedule, Stray
from backups.models.stray import Why
from backups.querysets import PREFIX
from backups.told import Told
from hostops.lib.references import reference
from hostops.lib.text import clean_line

_LONGEST_SERVER, _LONGEST_TIER = 253, 80


@dataclass(frozen=True, slots=True)
class Aside:
    """A run to keep aside: why, and of which schedule it is where that is known."""

    told: Told
    why: Why
    schedule: int | None


def keep_aside(asides: Sequence[Aside], *, actor: Any, at: datetime) -> list[Stray]:
    """The strays of these, in their order, in three statements. The same told twice by one account is kept once."""
    rows = Schedule.objects.filter(pk__in={aside.schedule for aside in asides if aside.schedule})
    places = {key: (host, tier) for key, host, tier in rows.values_list("pk", "server__hostname", "tier")}
    made = [_stray(aside, places.get(aside.schedule or 0) or _named(aside.told), actor, at) for aside in asides]
    Stray.objects.bulk_create({stray.fingerprint: stray for stray in made}.values(), ignore_conflicts=True)
    kept = {stray.fingerprint: stray for stray in Stray.objects.filter(fingerprint__in=[s.fingerprint for s in made])}
    return [kept[stray.fingerprint] for stray in made]


def _named(told: Told) -> tuple[str, str]:
    """Server and tier as they were named, or the number of the schedule in the place of the tier."""
    return told.server, told.tier if told.schedule is None else reference(PREFIX, told.schedule)


def _stray(aside: Aside, place: tuple[str, str], actor: Any, at: datetime) -> Stray:
    account = getattr(actor, "account_id", None)
    told = aside.told.as_json()
    said = json.dumps([account, *place, aside.why, told], sort_keys=True)
    return Stray(
        account_id=account,
        server=clean_line(place[0])[:_LONGEST_SERVER],
        tier=clean_line(place[1])[:_LONGEST_TIER],
        why=aside.why,
        told=told,
        fingerprint=hashlib.sha256(said.encode()).hexdigest(),
        received_at=at,
        received_by=actor,
    )
