"""Why a window is not lawful: order of instants, year, kind, length, and a notice that comes too late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hostops.clocks.businesstime.wall import local_date, zone_named
from hostops.policies.schema.base import listed
from hostops.policies.schema.durations import in_words
from maintenance.rules.lengths import lasting, too_long
from maintenance.rules.notice import last_moment
from maintenance.rules.terms import Group, Proposal, Terms
from maintenance.rules.verdict import Reason

# A window that ends at midnight of New Year lies within the year before.
_SLIVER = timedelta(microseconds=1)


def reasons(proposal: Proposal, groups: tuple[Group, ...], at: datetime) -> Iterator[Reason]:
    if not groups:
        yield Reason("", "no account is affected, so there is nobody to promise anything; widen the scope")
    clause = next((_clause(group, proposal.kind) for group in groups), "")
    if proposal.ends_at <= proposal.starts_at:
        yield Reason(clause, "the window ends before it starts; give it an end after its start")
    elif _years(proposal)[0] != _years(proposal)[1]:
        yield Reason(_year_clause(groups) or clause, _crossing(proposal))
    if proposal.starts_at < at:
        yield Reason(clause, "the window would have begun already; let it start later")
    downtime = proposal.expected_downtime
    if downtime is not None and downtime > max(timedelta(0), proposal.ends_at - proposal.starts_at):
        yield Reason(clause, f"an estimated downtime of {lasting(downtime)} does not fit into the window")
    for group in groups:
        yield from _reasons_of(proposal, group, at)


def _reasons_of(proposal: Proposal, group: Group, at: datetime) -> Iterator[Reason]:
    rule, terms = group.rule(proposal.kind), group.terms
    if rule is None:
        kinds = listed(list(terms.windows.kinds()), "or") or "no windows at all"
        detail = f"{terms.name} knows no {proposal.kind} windows; it knows {kinds}"
        yield Reason(_clause(group, proposal.kind), detail, group.accounts)
        return
    long = too_long(proposal.kind, proposal.starts_at, proposal.ends_at, terms.windows, terms.zone)
    if long is not None and terms.windows.lengths is not None:
        yield Reason(terms.windows.lengths.clause, long, group.accounts)
    due_at = last_moment(proposal.starts_at, rule.notice, terms.zone)
    if rule.notice is not None and due_at is not None and due_at < at:
        yield Reason(rule.clause, _missed(rule.notice, due_at, terms), group.accounts)


def _missed(notice: str, due_at: datetime, terms: Terms) -> str:
    local = due_at.astimezone(zone_named(terms.zone))
    return f"{in_words(notice)} of notice are promised: it had to be sent by {local:%Y-%m-%d %H:%M} {terms.zone}"


def _clause(group: Group, kind: str) -> str:
    """The clause of the kind, or of the first kind that the policy knows; empty where it knows none."""
    known = [group.rule(kind), *(group.rule(name) for name in group.terms.windows.kinds())]
    return next((rule.clause for rule in known if rule is not None), "")


def _year_clause(groups: tuple[Group, ...]) -> str:
    plans = [group.terms.windows.year_plan for group in groups]
    return next((plan.clause for plan in plans if plan is not None), "")


def _years(proposal: Proposal) -> tuple[int, int]:
    """The calendar years, in the window's zone, in which it starts and ends."""
    zone = zone_named(proposal.timezone)
    return local_date(proposal.starts_at, zone).year, local_date(proposal.ends_at - _SLIVER, zone).year


def _crossing(proposal: Proposal) -> str:
    starts, ends = _years(proposal)
    return f"the window crosses from {starts} into {ends} in {proposal.timezone}; windows belong to one year"
