"""A month as it is told: as it was frozen, where it is closed; else as it is known now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hostops.accounts.models import Account
from maintenance.availability.figures import Figures, figures_of
from maintenance.availability.frozen import digest
from maintenance.availability.reckoning import reckon
from maintenance.models import AvailabilityMonth

# What a list of accounts needs of a month.
SUMMARY = (
    "total_seconds", "available_seconds", "unscheduled_seconds", "scheduled_seconds", "excluded_seconds",
    "availability", "commitment", "allowed_seconds", "seconds_left", "met",
)  # fmt: skip


@dataclass(frozen=True)
class Revision:
    """A frozen state of the month; `verified` says that its figures still have the hash they were frozen with."""

    row: AvailabilityMonth

    @property
    def verified(self) -> bool:
        return digest(self.row.figures) == self.row.sha256


@dataclass(frozen=True)
class Month:
    """`state`: `running`, `over` (and not closed yet) or `closed`; `shown` is the revision that `figures` are of."""

    account: Account
    month: date
    state: str
    at: datetime
    figures: Figures
    revisions: Sequence[Revision]
    shown: Revision | None


class NotBegun(LookupError):
    """The month lies ahead in every zone it would be counted in."""


class NoRevision(LookupError):
    """The month has no revision of this number."""


def month_of_account(account: Account, month: date, at: datetime, revision: int | None = None) -> Month:
    """The month as it stands, or as an earlier `revision` had it. Raises NotBegun, NoRevision."""
    rows = AvailabilityMonth.objects.filter(account=account, month=month).select_related("closed_by")
    revisions = [Revision(row) for row in rows.order_by("-revision")]
    if revision is not None and revision not in {one.row.revision for one in revisions}:
        raise NoRevision(f"This month has no revision {revision}.")
    shown = next((one for one in revisions if revision in (None, one.row.revision)), None)
    if shown:
        return Month(account, month, "closed", shown.row.closed_at, shown.row.figures, revisions, shown)
    found = reckon([account], month, at)[account.pk]
    if (found.span.start if found.span else datetime(month.year, month.month, 1, tzinfo=at.tzinfo)) > at:
        raise NotBegun("This month has not begun.")
    state = "over" if found.span is None or found.span.end <= at else "running"
    return Month(account, month, state, at, figures_of(found, month), revisions, None)


def months_of_accounts(accounts: Sequence[Account], month: date, at: datetime) -> Mapping[int, Figures]:
    """By account id: the sums of the month, frozen ones where it is closed. As many statements as for one account."""
    rows = AvailabilityMonth.objects.filter(account__in=accounts, month=month)
    frozen = {row.account_id: row for row in rows.order_by("account_id", "-revision").distinct("account_id")}
    running = [account for account in accounts if account.pk not in frozen]
    reckoned = reckon(running, month, at) if running else {}
    figures = {pk: row.figures for pk, row in frozen.items()} | {
        pk: figures_of(found, month) for pk, found in reckoned.items()
    }
    return {
        pk: {name: told[name] for name in SUMMARY}
        | {"servers": len(told["servers"]), "revision": frozen[pk].revision if pk in frozen else None}
        for pk, told in figures.items()
    }
