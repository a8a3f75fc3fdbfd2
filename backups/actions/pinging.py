"""What a ping says: a run began, ended well, failed, or has something to say. The key is the whole right to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from backups.actions.hearing import Outcome, runs_record
from backups.models import Begun, Ping, PingKey, Schedule
from backups.models.run import Status, Via
from backups.pings import Call, used
from backups.reporting import report_record
from backups.told import LONGEST_MESSAGE, Told
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text

_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """From where a call came, for the people who look at the pings."""

    method: str
    address: str | None = None
    agent: str = ""


@transaction.atomic
def ping_hear(
    *, key: PingKey, call: Call, body: str, caller: Caller, exit_code: int | None = None
) -> tuple[Sequence[str], list[Outcome]]:
    """Hear a ping: notes on a tool's report, and what became of the runs that it told of.

    Only the latest pings of a schedule are kept. Raises Unreadable for a tool's report that is
    none; then nothing is stored.
    """
    at = now()
    schedule = Schedule.objects.select_for_update(no_key=True).get(pk=key.schedule_id)
    notes, outcomes = _heard(schedule, call, body, at, exit_code)
    used(key, at)
    _keep(schedule, _what(call, outcomes), call, body, caller, at)
    return notes, outcomes


def _heard(
    schedule: Schedule, call: Call, body: str, at: datetime, exit_code: int | None
) -> tuple[Sequence[str], list[Outcome]]:
    if call.tool:
        place: dict[str, Any] = {"schedule": schedule.pk, "exit_code": exit_code}
        return report_record(actor=None, tool=call.tool, text=body, via=Via.REPORT, **place)
    if call.what == Ping.What.START:
        Begun.objects.update_or_create(schedule=schedule, rid=call.rid, defaults={"at": at})
    if call.what in (Ping.What.START, Ping.What.LOG):
        return (), []
    return (), runs_record(actor=None, told=[_told(schedule, call, body, at)], via=Via.PING)


def _told(schedule: Schedule, call: Call, body: str, at: datetime) -> Told:
    status = Status.FAILED if call.what == Ping.What.FAIL else Status.OK
    return Told(
        status=status,
        schedule=schedule.pk,
        started_at=_began(schedule, call),
        finished_at=at,
        reckoned=("finished_at",),
        # a call that is sent again, as curl does where the answer was lost, is no second run
        external_id=f"ping:{call.rid}:{status}" if call.rid else "",
        message=clean_text(body[-LONGEST_MESSAGE:]),
        detail={} if call.exit_code is None else {"exit_code": call.exit_code},
    )


def _began(schedule: Schedule, call: Call) -> datetime | None:
    """When the run said that it began; it says so no more."""
    begun = Begun.objects.filter(schedule=schedule, rid=call.rid).first()
    if begun is None:
        return None
    begun.delete()
    return begun.at


def _what(call: Call, outcomes: Sequence[Outcome]) -> str:
    failed = any(outcome.run and outcome.run.status == Status.FAILED for outcome in outcomes)
    return Ping.What.FAIL if call.tool and failed else call.what


def _keep(schedule: Schedule, what: str, call: Call, body: str, caller: Caller, at: datetime) -> None:
    Ping.objects.create(
        schedule=schedule,
        what=what,
        exit_code=call.exit_code,
        rid=call.rid,
        at=at,
        method=caller.method,
        address=caller.address,
        agent=clean_line(caller.agent)[:_LONGEST_AGENT],
        body=clean_text(body),
    )
    older = Ping.objects.filter(schedule=schedule).order_by("-at", "-id").values("pk")[settings.PINGS_KEPT :]
    Ping.objects.filter(pk__in=list(older.values_list("pk", flat=True))).delete()
