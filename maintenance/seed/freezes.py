"""Freezes of the demo: one that is over, one lifted, one ahead for a single account."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from hostops.accounts.models import Account, Person
from hostops.lib.demo import Demo
from hostops.lib.now import now
from maintenance.actions.freezing import freeze_lift, freeze_set
from maintenance.scope import Scope


class Stretch(NamedTuple):
    """Set so many days ago, and so many days after that it begins; `days` long. Of everything, or of one account."""

    reason: str
    set_ago: float
    ahead: float
    days: float
    account: str = ""
    lifted: str = ""


STRETCHES = (
    Stretch("The half year's closing of books: nothing changes on any server.", 100, 20, 6),
    Stretch("Move to the new storage.", 40, 12, 5, "cascade", "The storage comes a month later."),
    Stretch("Closing of the year: the ledger runs day and night.", 10, 33, 9, "nordic"),
)


def seed(demo: Demo) -> None:
    for stretch in STRETCHES:
        demo.stage.enlist(demo.ago(days=stretch.set_ago), _story(stretch))


def _story(told: Stretch) -> Iterator[datetime]:
    planner = Person.objects.get(username="planner")
    starts = (now() + timedelta(days=told.ahead)).replace(hour=18, minute=0, second=0, microsecond=0)
    scope = Scope(accounts=[Account.objects.get(slug=told.account)]) if told.account else Scope(all=True)
    ends = starts + timedelta(days=told.days)
    freeze = freeze_set(actor=planner, starts_at=starts, ends_at=ends, scope=scope, reason=told.reason)
    if told.lifted:
        yield now() + timedelta(days=4)
        freeze_lift(actor=planner, freeze=freeze, reason=told.lifted)
    yield from ()
