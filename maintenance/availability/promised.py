"""What a contract commits of a month's availability: by the policy versions that bound in it (iptor:5a, itpdx:6b)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from hostops.accounts.models import Contract
from hostops.policies.binding import Bound, NothingBinds, bound
from maintenance.rules.availability import Promise
from maintenance.rules.intervals import Stretch
from maintenance.rules.months import month_span

# The zone of a month of which no policy says where it is counted.
_NOWHERE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Commitment:
    """What was promised from `start` to `end`; `commitment` in percent, None with `words` saying why there is none."""

    start: datetime
    end: datetime
    commitment: Decimal | None
    policy: str
    clause: str
    words: str

    @property
    def promise(self) -> Promise:
        return Promise(self.start, self.end, self.commitment)


@dataclass(frozen=True)
class Terms:
    """A contract's month: its span in the zone of the policy that bound when it began, and what was committed in it."""

    span: Stretch
    zone: ZoneInfo
    commitments: tuple[Commitment, ...]


def terms_of(contract: Contract, month: date) -> Terms:
    """The terms of the month that begins on `month`. A contract that nothing binds commits to nothing, in UTC."""
    try:
        first = bound(contract, datetime(month.year, month.month, 1, tzinfo=UTC))
    except NothingBinds:
        return Terms(month_span(month, _NOWHERE), _NOWHERE, ())
    zone = ZoneInfo(first.document.policy.timezone)
    span = month_span(month, zone)
    return Terms(span, zone, tuple(_commitments(contract, span)))


def _commitments(contract: Contract, span: Stretch) -> Iterator[Commitment]:
    """One for each binding that held in the month, in order; none of them overlap."""
    later = sorted(b.binds_from for b in contract.bindings.all() if span.start < b.binds_from < span.end)
    edges = [span.start, *later, span.end]
    for start, end in pairwise(edges):
        held = bound(contract, start)
        yield Commitment(start, end, *_stated(held))


def _stated(held: Bound) -> tuple[Decimal | None, str, str, str]:
    rule, policy = held.document.availability, str(held.version)
    if rule is None:
        return None, policy, "", f"{policy} commits to no availability."
    if rule.commitment is None:
        return None, policy, rule.clause, f"The contract must state the percentage ({rule.clause}) and does not."
    return rule.commitment, policy, rule.clause, f"{rule.commitment} % of each {rule.period} ({rule.clause})"


def covering_kinds(contract: Contract, at: datetime) -> frozenset[str]:
    """The kinds of window in which announced downtime does not count, by the policy that bound at `at`."""
    try:
        rule = bound(contract, at).document.availability
    except NothingBinds:
        return frozenset()
    return frozenset(rule.scheduled.kinds) if rule and rule.scheduled else frozenset()


def flags_over_estimate(contract: Contract, at: datetime) -> bool:
    try:
        rule = bound(contract, at).document.availability
    except NothingBinds:
        return False
    return bool(rule and rule.scheduled and rule.scheduled.over_estimate_flagged)


def exclusions_of(contract: Contract, at: datetime) -> dict[str, str]:
    """The causes that do not count by the policy that bound at `at`: {name: title}."""
    try:
        rule = bound(contract, at).document.availability
    except NothingBinds:
        return {}
    return {one.name: one.title for one in rule.exclusions} if rule else {}
