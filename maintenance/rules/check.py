"""Whether a window is lawful for every account that it touches, what binds it, and what it runs into.

Lawful is about rules: kind, length, year, order of instants, and whether a notice sent now would
still be in time. What is merely unwise (other windows, events, freezes, backups at the same time)
is a clash: a warning that somebody may answer for. No freeze stands in the way of an emergency.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from hostops.clocks.businesstime.wall import in_utc
from maintenance.rules.notice import NoticeRule, earliest_for_all, last_moment
from maintenance.rules.reasons import reasons
from maintenance.rules.terms import Group, Occupied, Proposal, Terms, grouped
from maintenance.rules.verdict import Binding, Clash, ClashKind, Need, NeedName, Verdict

# The kind that no freeze stops.
_UNSTOPPED = "emergency"


def check(
    proposal: Proposal,
    terms_by_account: Mapping[str, Terms],
    *,
    others: Iterable[Occupied] = (),
    events: Iterable[Occupied] = (),
    freezes: Iterable[Occupied] = (),
    backups: Iterable[Occupied] = (),
    at: datetime,
) -> Verdict:
    """Look at `proposal` as of `at`, for the accounts whose terms are given.

    `others` and the rest are what the caller found for the same servers and accounts; only what
    overlaps is told. ValueError for a naive or far instant or an unknown zone, LookupError for no
    kind of window at all.
    """
    at, groups = in_utc(at, "the moment of the check"), grouped(terms_by_account)
    binding = strictest(proposal, groups)
    found = tuple(reasons(proposal, groups, at))
    around: tuple[tuple[ClashKind, Iterable[Occupied]], ...] = (
        ("window", others),
        ("event", events),
        ("freeze", freezes),
        ("backup", backups),
    )
    return Verdict(
        lawful=not found,
        notice_due_at=binding.due_at if binding else None,
        earliest_lawful_start=earliest_lawful_start(proposal.kind, groups, at),
        binding=binding,
        reasons=found,
        needs=tuple(needs(proposal.kind, groups)),
        clashes=tuple(clash for name, rows in around for clash in _clashes(proposal, name, rows)),
    )


def strictest(proposal: Proposal, groups: Iterable[Group]) -> Binding | None:
    """The rule whose last moment to send comes first; None where no rule has a least notice."""
    known = [(group, group.rule(proposal.kind)) for group in groups]
    found = [
        Binding(
            rule.clause,
            group.terms.name,
            rule.notice,
            group.terms.zone,
            last_moment(proposal.starts_at, rule.notice, group.terms.zone) or proposal.starts_at,
            group.accounts,
        )
        for group, rule in known
        if rule is not None and rule.notice is not None
    ]
    return min(found, key=lambda binding: (binding.due_at, binding.policy), default=None)


def earliest_lawful_start(kind: str, groups: Iterable[Group], at: datetime) -> datetime | None:
    """The earliest start (UTC) for a notice sent at `at` that every account's rule allows; None for none."""
    rules: list[NoticeRule] = []
    for group in groups:
        rule = group.rule(kind)
        if rule is None:
            return None
        rules.append((rule.notice, group.terms.zone))
    return earliest_for_all(at, rules) if rules else None


def needs(kind: str, groups: tuple[Group, ...]) -> Iterator[Need]:
    for group in groups:
        rule = group.rule(kind)
        if rule is None:
            continue
        wanted: tuple[tuple[NeedName, bool, str], ...] = (
            ("justification", rule.needs_justification, "a justification in words"),
            ("advisory", rule.needs_advisory, "the vendor's advisory"),
            ("consultation", rule.needs_consultation, "a consultation with each affected account"),
            ("agreement", rule.needs_agreement, "the agreement of both sides"),
        )
        yield from (Need(name, rule.clause, words, group.accounts) for name, needed, words in wanted if needed)
        yield from (Need("answer", rule.clause, test.question, group.accounts) for test in rule.tests)


def _clashes(proposal: Proposal, kind: ClashKind, found: Iterable[Occupied]) -> Iterator[Clash]:
    for other in found:
        if other.overlaps(proposal.starts_at, proposal.ends_at):
            needs_word = kind != "freeze" or proposal.kind != _UNSTOPPED
            yield Clash(kind, other.reference, other.detail, other.starts_at, other.ends_at, needs_word)
