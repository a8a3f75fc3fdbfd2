"""A year plan looked at: what breaks a rule, and what is unwise (iptor:5b, 5e)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hostops.clocks.businesstime.wall import in_utc, local_date, zone_named
from hostops.clocks.slots import slots_within
from hostops.policies.schema.durations import in_words
from maintenance.models import YearPlan
from maintenance.rules.lengths import lasting
from maintenance.rules.terms import Occupied
from maintenance.rules.yearcheck import check_plan
from maintenance.rules.yearplan import Entry, Fault
from maintenance.scope import servers_of
from maintenance.surroundings import Surroundings, surroundings
from maintenance.yearterms import YearTerms

WarningKind = Literal["window", "event", "freeze", "backup", "notice", "clock"]
# A copy that is made every day meets every window; nobody could plan around it.
_DAILY = ("daily", "nightly")


@dataclass(frozen=True)
class PlanWarning:
    """What is unwise about an entry. One that `needs_word` is answered for before the plan is published."""

    kind: WarningKind
    entry: int
    month: int
    reference: str
    detail: str
    needs_word: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Looked:
    """Faults refuse the plan; warnings ask for a word. Both in the order of the year."""

    faults: Sequence[Fault]
    warnings: Sequence[PlanWarning]

    @property
    def needs_word(self) -> bool:
        return any(warning.needs_word for warning in self.warnings)


def look(
    year: int, timezone: str, entries: Sequence[Entry], terms: YearTerms, at: datetime, plan: YearPlan | None = None
) -> Looked:
    """Every fault by every policy in scope, and every warning. `plan` is the one the entries are of, no clash."""
    faults = {
        (fault.month, fault.entry, fault.detail): fault
        for rules in terms.rules
        for fault in check_plan(year, timezone, entries, rules)
    }
    spans = [(entry.starts_at, entry.ends_at) for entry in entries]
    around = surroundings(spans, servers_of(terms.scope), terms.accounts, besides=plan)
    found = [
        warning
        for place, entry in enumerate(entries)
        for warning in _warnings(place, entry, timezone, terms, around, at)
    ]
    return Looked(tuple(faults.values()), tuple(found))


def _warnings(
    place: int, entry: Entry, timezone: str, terms: YearTerms, around: Surroundings, at: datetime
) -> Iterator[PlanWarning]:
    month = local_date(in_utc(entry.starts_at, "the start"), zone_named(timezone)).month
    beside: tuple[tuple[WarningKind, Sequence[Occupied]], ...] = (
        ("window", around.windows),
        ("event", around.events),
        ("freeze", around.freezes),
    )
    for kind, found in beside:
        for other in found:
            if other.overlaps(entry.starts_at, entry.ends_at):
                detail = f"at the same time as {other.reference}, {other.detail}"
                yield PlanWarning(kind, place, month, other.reference, detail, True, other.starts_at, other.ends_at)
    yield from _late(place, month, entry, terms, at)
    yield from _backups(place, month, entry, terms)
    yield from _twice(place, month, entry, timezone)


def _late(place: int, month: int, entry: Entry, terms: YearTerms, at: datetime) -> Iterator[PlanWarning]:
    strictest = terms.strictest(entry.kind, entry.starts_at)
    rule, due_at = strictest.kind(entry.kind), strictest.due_at(entry.kind, entry.starts_at)
    if rule is None or rule.notice is None or due_at is None or due_at >= at:
        return
    local = due_at.astimezone(zone_named(strictest.zone))
    detail = f"its {in_words(rule.notice)} of notice had to be sent by {local:%Y-%m-%d %H:%M} {strictest.zone}"
    yield PlanWarning("notice", place, month, rule.clause, detail)


def _backups(place: int, month: int, entry: Entry, terms: YearTerms) -> Iterator[PlanWarning]:
    """Rare copies that fall into it: a word is wanted unless the policy lets them give way."""
    seen = set()
    for one in terms.versions.values():
        backups = one.document.backups
        tiers = [tier for tier in backups.tiers if tier.cadence not in _DAILY] if backups else []
        for slot, tier in slots_within(tiers, one.zone, entry.starts_at, entry.ends_at):
            local = slot.astimezone(zone_named(one.zone))
            copy = f"{tier.title.lower()} of {local:%a %H:%M} {one.zone}"
            detail = f"the {copy} gives way" if tier.quiet_in_windows else f"over the {copy}"
            if detail not in seen:
                seen.add(detail)
                yield PlanWarning("backup", place, month, tier.clause, detail, not tier.quiet_in_windows, slot, None)


def _twice(place: int, month: int, entry: Entry, timezone: str) -> Iterator[PlanWarning]:
    """Wall times that come twice that day, and a length that the wall clock hides."""
    zone = zone_named(timezone)
    first, last = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if last.utcoffset() != first.utcoffset():
        takes = lasting(entry.ends_at - entry.starts_at)
        detail = f"the clocks of {timezone} change while it lasts: it takes {takes}, whatever they show"
        yield PlanWarning("clock", place, month, timezone, detail, needs_word=False)
    for name, local in (("starts", first), ("ends", last)):
        if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
            which = "second" if local.fold else "first"
            detail = f"{local:%H:%M} comes twice that day in {timezone}; it {name} at the {which}"
            yield PlanWarning("clock", place, month, timezone, detail, needs_word=False)
