"""Copies and promises for tests of what can be restored: times as `08T02:40`, in November 2026, UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from backups.rules.chains import Copy
from backups.rules.faults import Fault
from backups.rules.gaps import Faults
from backups.rules.restorable import Restorable, restorable
from backups.rules.retention import expires_at
from backups.rules.wanted import Span, Wanted
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.schema.backups import Tier

STOCKHOLM = "Europe/Stockholm"
SECOND = timedelta(seconds=1)
IPTOR = {tier.name: tier for tier in load(DOCUMENTS / "iptor.yaml").backups.tiers}  # type: ignore[union-attr]


def november(text: str) -> datetime:
    """`08T02:40` is 8 November 2026, 02:40 UTC; a longer text is a whole date."""
    return datetime.fromisoformat(text if len(text) > 8 else f"2026-11-{text}").replace(tzinfo=UTC)


class Made:
    """Copies in the order in which they are made, numbered from 1."""

    def __init__(self, tiers: dict[str, Tier] | None = None) -> None:
        self.tiers = IPTOR if tiers is None else tiers
        self.copies: list[Copy] = []

    def add(self, tier: str, end: str | datetime, **more: Any) -> Copy:
        """A copy that took twenty minutes; kept as its tier says unless `kept_until` is given."""
        of, at = self.tiers[tier], november(end) if isinstance(end, str) else end
        given: dict[str, Any] = {
            "began_at": at - timedelta(minutes=20),
            "kept_until": expires_at(at, of.retention, STOCKHOLM),
            **more,
        }
        made = Copy(id=len(self.copies) + 1, tier=tier, kind=of.kind, scope=of.scope, finished_at=at, **given)
        self.copies.append(made)
        return made

    def week(self, sunday: int, *, days: Sequence[int] = range(1, 8)) -> None:
        """A weekly full on the Sunday, and the dailies of the days after it."""
        self.add("weekly", f"{sunday:02}T01:40")
        for day in days:
            self.add("daily", november(f"{sunday:02}T00:20") + timedelta(days=day))

    def look(self, at: str, *names: str, since: str = "2026-01-01T00:00", silence: Any = None) -> Restorable:
        """What can be restored, under these tiers since `since`, no longer under others; empty slots are missed."""
        begin = november(since)
        spans = [Span(self.tiers[name], STOCKHOLM, STOCKHOLM, begin) for name in names or self.tiers]
        others = {copy.tier for copy in self.copies} - {span.tier.name for span in spans}
        spans += [Span(self.tiers[name], STOCKHOLM, STOCKHOLM, begin - SECOND, begin) for name in others]
        return restorable(self.copies, spans, november(at), silence or missed)


def missed(empty: Sequence[Wanted]) -> Faults:
    return {one.key: Fault("missed", breaks=one.tier.clause) for one in empty}
