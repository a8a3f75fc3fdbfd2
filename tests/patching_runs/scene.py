"""Short ways to runs and exceptions: nordic's linux server erp1 and two more beside it, on iptor."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Server
from hostops.lib.now import moved_to, now
from maintenance.patching.actions.exceptions import exception_approve, exception_ask
from maintenance.patching.actions.results import Told, run_report
from maintenance.patching.actions.runs import run_plan
from maintenance.patching.models import PatchException, PatchRun
from tests.house import BEGAN, House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def beside(house: House, *names: str) -> list[Server]:
    """More linux servers of nordic."""
    rows = [
        Server(
            account=house.nordic, contract=house.nordic_contract, hostname=name, platform="linux", registered_at=BEGAN
        )
        for name in names
    ]
    return list(Server.objects.bulk_create(rows))


def planned_run(house: House, *rings: Sequence[Server], **more: Any) -> PatchRun:
    """A run of tomorrow, over nordic's erp1 unless rings are given."""
    given: dict[str, Any] = {
        "actor": house.planner,
        "platform": "linux",
        "title": "Weekly patches",
        "planned_at": now() + DAY,
        "rings": rings or [[house.nordic_server]],
        **more,
    }
    return run_plan(**given)


def told(run: PatchRun, server: Server, state: str = "done", **more: Any) -> Told:
    return Told(server=server, state=state, **more)


def reported(
    house: House, run: PatchRun, *servers: Server, state: str = "done", at: datetime | None = None
) -> PatchRun:
    """Each of them told of, at that instant."""
    instant = at or now()
    with moved_to(instant):
        results = [Told(server=server, state=state, finished_at=instant) for server in servers]
        return run_report(actor=house.engineer, run=run, results=results)


def excepted(house: House, *servers: Server, days: int = 30, **more: Any) -> PatchException:
    """Asked for by an engineer, approved by the manager, from now on."""
    asked = exception_ask(
        actor=house.engineer, servers=servers, reason="The vendor forbids it.", until_at=now() + days * DAY, **more
    )
    return exception_approve(actor=house.manager, exception=asked)


def harbors_runs(house: House, words: str = "Harbor's") -> dict[str, int]:
    """A run over harbor's web1 and an exception of it, by what they are called in addresses."""
    run = planned_run(house, [house.server], title=words)
    asked = exception_ask(actor=house.engineer, servers=[house.server], reason=words, until_at=now() + DAY)
    return {"runs": run.pk, "exceptions": asked.pk}
