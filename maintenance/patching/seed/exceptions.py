"""The demo's exceptions: one that runs, one that nobody has answered yet, one that was declined."""

from datetime import timedelta
from typing import NamedTuple

from hostops.accounts.models import Person, Server
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.lib.stage import Story
from maintenance.patching.actions.exceptions import exception_approve, exception_ask, exception_decline

_HOUR = timedelta(hours=1)


class Asked(NamedTuple):
    """Asked for so many days ago, for so many days from then on."""

    server: str
    ago: float
    days: int
    reason: str
    answer: str = ""


ASKED = (
    Asked("wms1.southern-cross.example", 9, 24, "The stocktaking runs day and night; nothing restarts.", "approved"),
    Asked("app1.nordic.example", 0.4, 15, "The ledger's add-in is not released for the new update yet."),
    Asked("app1.pennine.example", 20, 60, "The old printer drivers.", "The drivers were renewed in May; patch it."),
)


def seed(demo: Demo) -> None:
    for one in ASKED:
        demo.stage.enlist(demo.ago(days=one.ago), _story(one))


def _story(one: Asked) -> Story:
    engineer, manager = (Person.objects.filter(role=role).order_by("pk")[0] for role in (Role.ENGINEER, Role.MANAGER))
    servers = list(Server.objects.filter(hostname=one.server))
    until = now() + timedelta(days=one.days)
    asked = exception_ask(actor=engineer, servers=servers, reason=one.reason, until_at=until)
    if one.answer:
        yield now() + 3 * _HOUR
        if one.answer == "approved":
            exception_approve(actor=manager, exception=asked)
        else:
            exception_decline(actor=manager, exception=asked, reason=one.answer)
