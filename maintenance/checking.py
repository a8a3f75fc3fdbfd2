"""A window looked at before it is one: the database's side of `maintenance.rules.check`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from hostops.accounts.models import Account
from hostops.lib.now import now
from maintenance.freezes import freezes_in
from maintenance.models import AffectedServer, BusinessEvent, Window
from maintenance.rules.check import check
from maintenance.rules.terms import Occupied, Proposal, Terms
from maintenance.rules.verdict import Verdict
from maintenance.rules.ways import Way, ways_out
from maintenance.scope import Scope, accounts_of, scope_of, servers_of
from maintenance.terms import AccountTerms, terms_in_scope


@dataclass(frozen=True)
class Checked:
    """What was found: the accounts that are affected, their terms, the verdict on the proposal."""

    proposal: Proposal
    at: datetime
    accounts: Sequence[Account]
    terms: Sequence[AccountTerms]
    verdict: Verdict

    @property
    def strictest(self) -> AccountTerms | None:
        """Whose notice is due first; None where no least notice is promised."""
        found = [(terms.due_at(self.proposal.kind, self.proposal.starts_at), terms) for terms in self.terms]
        due = [(due_at, terms) for due_at, terms in found if due_at is not None]
        return min(due, key=lambda pair: (pair[0], pair[1].name))[1] if due else None

    def judged_at(self, at: datetime) -> "Checked":
        """The same window and terms, looked at as of another instant; nothing is read again."""
        verdict = check(self.proposal, by_name(self.terms), at=at)
        return replace(self, at=at, verdict=replace(verdict, clashes=self.verdict.clashes))

    def ways_out(self) -> tuple[Way, ...]:
        """What stands open where the notice is too late."""
        return ways_out(self.proposal, by_name(self.terms), self.at)


def by_name(terms: Sequence[AccountTerms]) -> Mapping[str, Terms]:
    return {one.name: one.rules for one in terms}


def proposal_of(window: Window) -> Proposal:
    """The window as the rules take it."""
    downtime = window.expected_downtime
    expected = None if downtime is None else timedelta(seconds=downtime)
    return Proposal(window.kind, window.starts_at, window.ends_at, window.timezone, expected)


def check_window(
    proposal: Proposal, scope: Scope, *, besides: Window | None = None, at: datetime | None = None
) -> Checked:
    """Look at a proposal as of `at` (now): lawful or not and why, what binds it, what it runs into.

    Stores nothing. `besides` is the window itself, which is no clash. Eight statements at the
    most, however many accounts. ValueError for a zone or kind that does not exist.
    """
    at = at or now()
    accounts = list(accounts_of(scope))
    terms = terms_in_scope(accounts, servers_of(scope), at)
    verdict = check(
        proposal,
        by_name(terms),
        others=_others(proposal, scope, besides) if proposal.starts_at < proposal.ends_at else (),
        events=_events(proposal, scope, accounts) if proposal.starts_at < proposal.ends_at else (),
        freezes=_freezes(proposal, scope, accounts) if proposal.starts_at < proposal.ends_at else (),
        at=at,
    )
    return Checked(proposal, at, accounts, terms, verdict)


def check_again(window: Window, *, kind: str = "", at: datetime | None = None) -> Checked:
    """The check of a window as it stands, or as it would be of another kind."""
    proposal = proposal_of(window)
    return check_window(replace(proposal, kind=kind) if kind else proposal, scope_of(window), besides=window, at=at)


def _others(proposal: Proposal, scope: Scope, besides: Window | None) -> Iterator[Occupied]:
    """Windows that stand on the same servers at the same time."""
    standing = Window.objects.standing().overlapping(proposal.starts_at, proposal.ends_at)
    same = AffectedServer.objects.filter(affected__window=OuterRef("pk"), server__in=servers_of(scope).values("pk"))
    found = standing.exclude(pk=besides.pk) if besides else standing
    for window in found.filter(Exists(same)).order_by("starts_at", "id").only("title", "starts_at", "ends_at"):
        yield Occupied(window.number, f"window {window.title}", window.starts_at, window.ends_at)


def _freezes(proposal: Proposal, scope: Scope, accounts: Sequence[Account]) -> list[Occupied]:
    overlapping = Q(starts_at__lt=proposal.ends_at, ends_at__gt=proposal.starts_at)
    return freezes_in(overlapping, servers_of(scope), accounts)


def _events(proposal: Proposal, scope: Scope, accounts: Sequence[Account]) -> Iterator[Occupied]:
    """Business events of affected accounts: on all of their servers, or on some in scope (itpdx:5d)."""
    through = BusinessEvent.servers.through.objects.filter(businessevent=OuterRef("pk"))
    in_scope = through.filter(server__in=servers_of(scope).values("pk"))
    found = BusinessEvent.objects.filter(
        Q(~Exists(through)) | Q(Exists(in_scope)),
        account__in=accounts,
        withdrawn_at=None,
        starts_at__lt=proposal.ends_at,
        ends_at__gt=proposal.starts_at,
    )
    for event in found.select_related("account"):
        detail = f"business event of {event.account.name}: {event.title}"
        yield Occupied(f"EV-{event.pk}", detail, event.starts_at, event.ends_at)
