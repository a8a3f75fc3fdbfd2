"""The journal's one writer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hostops.journal.models import Entry
from hostops.journal.origin import address
from hostops.lib.now import now
from hostops.lib.request_id import request_id

# How the portal is called where it acts by itself.
PORTAL = "Hostops"


def record(
    *,
    actor: Any,
    verb: str,
    kind: str,
    object_id: int,
    reference: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Entry:
    """Write what happened, inside the transaction that makes it happen. `actor` None is the portal itself."""
    entry = _entry(actor, verb, kind, Happened(object_id, reference, before or {}, after or {}, reason), at or now())
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to one object of many."""

    object_id: int
    reference: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record_many(*, actor: Any, verb: str, kind: str, happened: Iterable[Happened]) -> None:
    """As `record`, the same verb for many objects; one statement."""
    at = now()
    Entry.objects.bulk_create(_entry(actor, verb, kind, one, at) for one in happened)


def _entry(actor: Any, verb: str, kind: str, one: Happened, at: datetime) -> Entry:
    return Entry(
        at=at,
        verb=verb,
        actor=actor,
        actor_name=actor.display_name if actor else PORTAL,
        address=address(),
        request_id=request_id(),
        object_kind=kind,
        object_id=one.object_id,
        reference=one.reference,
        before=_plain(one.before),
        after=_plain(one.after),
        reason=one.reason,
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields that differ, as they were and as they are."""
    moved = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in moved}, {name: after[name] for name in moved}


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in (values or {}).items()}
