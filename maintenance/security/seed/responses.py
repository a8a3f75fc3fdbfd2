"""Security responses of the demo, told by the room's own actions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from maintenance.security import actions
from maintenance.security.models import CustomCode, SecurityResponse
from tickets.actions import case_resolve

_HOUR = timedelta(hours=1)


def seed(demo: Demo) -> None:
    demo.stage.enlist(demo.ago(days=47), _slow())
    demo.stage.enlist(demo.ago(days=33), _mended())
    demo.stage.enlist(demo.ago(days=12), _shut_down())
    demo.stage.enlist(demo.ago(hours=20), _zero_day())


def _engineer() -> Person:
    found: Person = Person.objects.get(username="engineer")
    return found


def _servers(*accounts: str) -> list[Server]:
    found = Server.objects.filter(account__slug__in=accounts, retired_at=None)
    return list(found.select_related("account").order_by("account", "hostname"))


def _slow() -> Iterator[datetime]:
    """An advisory whose mending is felt: the accounts are told at once."""
    response = actions.response_open(
        actor=_engineer(), kind="advisory", title="Side channel in the processors",
        risk="A program on a server may read what others on the same machine have in memory.",
        effect="Until the new microcode is in, pages take up to a tenth longer.", servers=_servers("harbor", "cascade"),
    )  # fmt: skip
    yield now() + timedelta(days=6)
    _close(response, "The new microcode runs everywhere; response times are as before.")


def _mended() -> Iterator[datetime]:
    """Code under maintenance: corrected, and billed."""
    code = _code("harbor", "Booking form", "book.harbor.example", maintained=True)
    response = actions.response_open(
        actor=_engineer(), kind="finding", title="The booking form passes on what it is given",
        risk="Whoever writes to the form can read the bookings of others.", code=code,
    )  # fmt: skip
    for hours, minutes, did in ((3, 95, "Found and closed the hole."), (26, 40, "Tested the form anew.")):
        yield response.opened_at + hours * _HOUR
        time = timedelta(minutes=minutes)
        actions.labour_record(actor=_engineer(), response=response, worked_at=now() - time, time=time, description=did)
    yield now() + 2 * _HOUR
    _close(response, "The form checks what it is given.")


def _shut_down() -> Iterator[datetime]:
    """Code that nobody maintains: shut down, and lifted by the answer."""
    code = _code("cascade", "Old newsletter", "news.cascade.example", maintained=False)
    response = actions.response_open(
        actor=_engineer(), kind="finding", title="The old newsletter sends mail for anybody",
        risk="Strangers send their mail through it; the server's address is close to being refused.", code=code,
    )  # fmt: skip
    yield now() + _HOUR / 4
    reason = "The newsletter sends mail for whoever asks. Tell us what becomes of it."
    shutdown = actions.shutdown_set(actor=_engineer(), response=response, reason=reason)
    yield now() + 5 * _HOUR
    people = Person.objects.filter(account=code.account, role__in=(Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT))
    answer = "We need the archive alone; the form is gone."
    actions.shutdown_answer(actor=people.order_by("id")[0], shutdown=shutdown, answer=answer)


def _zero_day() -> Iterator[datetime]:
    """Action before notice: the notice is still owed, and its clock runs."""
    given: dict[str, Any] = {"acted_reason": "zero_day", "acted_at": now() - _HOUR}
    actions.response_open(
        actor=_engineer(), kind="advisory", title="Upload module lets strangers run programs",
        risk="The upload module of the web servers can be made to run a stranger's program. No patch is out yet.",
        action="The module is switched off; uploads answer that they are closed.",
        servers=_servers("harbor"), **given,
    )  # fmt: skip
    yield from ()


def _close(response: SecurityResponse, outcome: str) -> None:
    """With its cases, which stay open of themselves."""
    engineer = _engineer()
    actions.response_close(actor=engineer, response=response, outcome=outcome)
    for row in response.affected.select_related("case__case"):
        case_resolve(actor=engineer, case=row.case.case, body=outcome)


def _code(account: str, name: str, site: str, *, maintained: bool) -> CustomCode:
    owner = Account.objects.get(slug=account)
    return actions.code_register(
        actor=_engineer(), account=owner, name=name, site=site, maintained=maintained,
        server=_servers(account)[0],
    )  # fmt: skip
