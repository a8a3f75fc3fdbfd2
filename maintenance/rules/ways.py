"""What is still possible for a window whose last moment to send a notice has passed (iptor:5g, 5h).

It cannot start as it is. It can be moved to the earliest start that a notice sent now keeps, or
become one of another kind: of one that makes good the missed notice and can keep its own, or of
one without a least notice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from hostops.clocks.businesstime.wall import in_utc
from hostops.policies.schema.base import listed
from hostops.policies.schema.windows import KIND_NAMES, Conversion, KindName, WindowKind
from maintenance.rules.check import earliest_lawful_start, needs, strictest
from maintenance.rules.notice import last_moment
from maintenance.rules.reasons import reasons
from maintenance.rules.terms import Group, Proposal, Terms, grouped
from maintenance.rules.verdict import Need


@dataclass(frozen=True, slots=True)
class Way:
    """One way out. `starts_at` is the earliest start of a move, `kind` what the window would become.

    `clauses` are those that allow it; `needs_justification` and `needs_approval` hold where the
    policy of any affected account wants them, `needs` is what the new kind wants besides.
    """

    verb: Literal["move", "convert"]
    kind: str
    clauses: tuple[str, ...]
    detail: str
    starts_at: datetime | None = None
    needs_justification: bool = False
    needs_approval: bool = False
    needs: tuple[Need, ...] = ()


def ways_out(proposal: Proposal, terms_by_account: Mapping[str, Terms], at: datetime) -> tuple[Way, ...]:
    """The ways that stand open at `at`: the move first, then kinds. Empty where none is lawful.

    A conversion must be lawful for every affected account: its policy names it and knows the new
    kind. A policy that has no windows of the present kind needs to know the new one alone.
    """
    at, groups = in_utc(at, "the moment of the check"), grouped(terms_by_account)
    return (*_move(proposal, groups, at), *_conversions(proposal, groups, at))


def _move(proposal: Proposal, groups: tuple[Group, ...], at: datetime) -> Iterator[Way]:
    start, binding = earliest_lawful_start(proposal.kind, groups, at), strictest(proposal, groups)
    if start is not None and binding is not None:
        detail = "move it: a notice sent now is in time for a later start"
        yield Way("move", proposal.kind, (binding.clause,), detail, starts_at=start)


def _conversions(proposal: Proposal, groups: tuple[Group, ...], at: datetime) -> Iterator[Way]:
    for kind in KIND_NAMES:
        if kind == proposal.kind or not groups:
            continue
        steps = [_step(proposal, kind, group, at) for group in groups]
        lawful = not any(reasons(replace(proposal, kind=kind), groups, at))
        if lawful and all(step is not None for step in steps):
            yield _way(kind, groups, [step for step in steps if step is not None])


def _step(
    proposal: Proposal, kind: KindName, group: Group, at: datetime
) -> tuple[WindowKind, Conversion | None] | None:
    """What lets the accounts of one group take `kind` instead; None where nothing does."""
    rule, windows = group.rule(kind), group.terms.windows
    if rule is None or not _makes_good(rule, proposal, group, at):
        return None
    if group.rule(proposal.kind) is None:
        return rule, None
    pairs = [found for found in windows.conversions if (found.from_kind, found.to_kind) == (proposal.kind, kind)]
    return (rule, pairs[0]) if pairs else None


def _makes_good(rule: WindowKind, proposal: Proposal, group: Group, at: datetime) -> bool:
    """Without a least notice it always does; else it must save this kind, and keep its own notice."""
    due_at = last_moment(proposal.starts_at, rule.notice, group.terms.zone)
    if due_at is None:
        return True
    saved = proposal.kind in rule.saves or group.rule(proposal.kind) is None
    return saved and due_at >= at


def _way(kind: str, groups: tuple[Group, ...], steps: list[tuple[WindowKind, Conversion | None]]) -> Way:
    conversions = [conversion for _, conversion in steps if conversion is not None]
    clauses = tuple(dict.fromkeys(conversion.clause if conversion else rule.clause for rule, conversion in steps))
    titles = listed(sorted({rule.title.lower() for rule, _ in steps}), "or")
    return Way(
        "convert",
        kind,
        clauses,
        f"convert it: as {titles} its notice can still be kept",
        needs_justification=any(conversion.needs_justification for conversion in conversions),
        needs_approval=any(conversion.needs_approval for conversion in conversions),
        needs=tuple(needs(kind, groups)),
    )
