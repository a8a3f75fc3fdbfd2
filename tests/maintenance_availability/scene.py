"""Short ways to downtimes and to windows as they stand after their announcement."""

from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Server
from hostops.policies.models import Override, PolicyVersion
from hostops.subjects.models import Subject
from maintenance.actions.downtimes import downtime_record
from maintenance.models import Affected, AffectedServer, Downtime, Notice, Window
from tests.house import House

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def down(house: House, starts_at: datetime, ends_at: datetime | None, **more: Any) -> Downtime:
    """Harbor's web1 was down."""
    given: dict[str, Any] = {"actor": house.engineer, "server": house.server, "cause": "The disk was full.", **more}
    return downtime_record(starts_at=starts_at, ends_at=ends_at, **given)


def announced(server: Server, starts_at: datetime, ends_at: datetime, **more: Any) -> Window:
    """A window that was announced for the server a month ahead, in time, and has been worked in."""
    given: dict[str, Any] = {
        "kind": "agreed",
        "decision": "used",
        "expected_downtime": 1800,
        "state": "completed",
    } | more
    ahead = starts_at - 30 * DAY
    given_at, sent_at = given.pop("given_at", ahead), given.pop("sent_at", ahead)
    subject = Subject.objects.create(kind="window", reference=f"SW-test-{Subject.objects.count()}", title="Patches")
    began = {"started_at": starts_at, "finished_at": ends_at} if given["state"] == "completed" else {}
    window = Window.objects.create(
        subject=subject, title="Patches", starts_at=starts_at, ends_at=ends_at, timezone="UTC", announced_at=given_at,
        created_at=ahead, updated_at=ahead, **given, **began,
    )  # fmt: skip
    affected = Affected.objects.create(window=window, account=server.account, contract=server.contract)
    AffectedServer.objects.create(affected=affected, server=server)
    notice(window, given_at=given_at, sent_at=sent_at)
    return window


def notice(window: Window, **more: Any) -> Notice:
    """The window as it stands, told."""
    names = ("kind", "title", "starts_at", "ends_at", "decision", "impact", "expected_downtime")
    said = {name: getattr(window, name) for name in names}
    number = window.notices.count() + 1
    why = "first" if number == 1 else "changed"
    return Notice.objects.create(window=window, **{"number": number, "why": why, "sequence": number, **said, **more})


def committed(house: House, version: PolicyVersion, percent: str) -> None:
    """Nordic's contract states its percentage."""
    binding = house.nordic_contract.bindings.get()
    Override.objects.create(binding=binding, path="availability.commitment", value=percent, reason="signed")
