"""Business events of the demo: behind, ahead, filed late, withdrawn."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from maintenance.actions.events import event_answer, event_file, event_withdraw


class Happening(NamedTuple):
    """Filed so many days ago, and so many days after that it begins; `hours` long."""

    account: str
    title: str
    needs: str
    filed: float
    ahead: float
    hours: int
    servers: tuple[str, ...] = ()
    answer: str = ""
    withdrawn: str = ""


EVENTS = (
    Happening(
        "harbor", "Summer clearance", "Twice the usual visitors for three days.", 120, 24, 72,
        answer="Two more web servers stood from the evening before to the morning after.",
    ),
    Happening(
        "harbor", "Gift cards go on sale", "Three times the traffic from 10 on; checkout must not slow down.",
        9, 26, 12, ("web1.harbor.example", "web2.harbor.example"),
        answer="A third web server joins the pool the day before. An engineer watches until noon.",
    ),
    Happening(
        "cascade", "Outdoor Week on television", "A programme at 20:00 names the shop; nobody knows how many come.",
        1.2, 6, 5, ("shop1.cascade.example", "shop2.cascade.example"),
    ),
    Happening(
        "nordic", "Closing of the year", "The ledger runs all night; nobody may restart anything.", 15, 40, 60,
        ("erp1.nordic.example",), answer="No window touches the three nights.",
    ),
    Happening(
        "tamarack", "Flu vaccination opens for booking", "Up to 900 bookings an hour.", 60, 18, 10,
        answer="The portal was given four more cores for the day.",
    ),
    Happening(
        "lakeside", "Reading with a guest", "A live stream for 2,000.", 30, 21, 3,
        withdrawn="The author fell ill; the reading is put off.",
    ),
)  # fmt: skip


def seed(demo: Demo) -> None:
    for event in EVENTS:
        demo.stage.enlist(demo.ago(days=event.filed), _story(event))


def _story(told: Happening) -> Iterator[datetime]:
    account = Account.objects.get(slug=told.account)
    contact = Person.objects.filter(account=account, role__in=(Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER)).first()
    starts = (now() + timedelta(days=told.ahead)).replace(minute=0, second=0, microsecond=0)
    event = event_file(
        actor=contact, title=told.title, needs=told.needs, starts_at=starts,
        ends_at=starts + timedelta(hours=told.hours), servers=list(Server.objects.filter(hostname__in=told.servers)),
    )  # fmt: skip
    if told.answer:
        yield now() + timedelta(hours=22)
        event_answer(actor=Person.objects.get(username="planner"), event=event, answer=told.answer)
    if told.withdrawn:
        yield now() + timedelta(days=4)
        event_withdraw(actor=contact, event=event, reason=told.withdrawn)
