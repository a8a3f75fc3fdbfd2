"""`/backups/BK-12/`: what is promised, and what became of each slot; `?until=` looks further back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from backups.grid import DAYS, TierDays, tier_days
from backups.models import Remark, Run, Schedule, Terms
from backups.rules.dates import DAY, EARLIEST, days_up_to, latest_day
from backups.views.schedules import dress
from hostops.lib.now import now
from hostops.web.pages import DetailPage

_MOST_RUNS = 15


class SchedulePage(DetailPage):
    model = Schedule
    template_name = "backups/schedule.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account", "server__contract", "subject")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schedule, at = self.found(), now()
        dress([schedule])
        zone = schedule.promise.timezone if schedule.promise else "UTC"
        today = latest_day([zone], at)
        until = min(_day(request.GET.get("until", "")) or today, today)
        days = days_up_to(until, DAYS)
        (shown,) = tier_days([schedule], days[0], days[-1], at)
        return self.show(
            object=schedule,
            promise=schedule.promise,
            days=days,
            before=days[0] - DAY,
            after=min(until + DAYS * DAY, today) if until < today else None,
            tally=shown.tally(at),
            slots=list(reversed(told(shown, self.reader))),
            runs=_runs(schedule, self.reader),
            terms=_terms(schedule),
            present=at,
        )


def told(shown: TierDays, reader: Any) -> Sequence[Mapping[str, Any]]:
    """Each slot with its look, the run that decided, and what was said about it; two statements."""
    runs = Run.objects.visible_to(reader).in_bulk([one.slot.run.id for one in shown.slots if one.slot.run])
    remarks: dict[datetime, list[Remark]] = {}
    slots = [one.slot.at for one in shown.slots]
    said = Remark.objects.visible_to(reader).filter(schedule=shown.schedule, slot_at__in=slots)
    for remark in said.select_related("written_by"):
        remarks.setdefault(remark.slot_at, []).append(remark)
    return [
        {
            "day": one.day,
            "slot": one.slot,
            "sign": one.sign,
            "run": runs.get(one.slot.run.id) if one.slot.run else None,
            "remarks": remarks.get(one.slot.at, ()),
        }
        for one in shown.slots
    ]


def _runs(schedule: Schedule, reader: Any) -> Sequence[Any]:
    runs: Any = Run.objects.visible_to(reader).filter(schedule=schedule).order_by("-finished_at", "-id")[:_MOST_RUNS]
    for run in runs:
        run.seconds = (run.finished_at - run.started_at).total_seconds() if run.started_at else None
    return list(runs)


def _terms(schedule: Schedule) -> Sequence[Terms]:
    """The latest first."""
    found = Terms.objects.filter(schedule=schedule).select_related("promise__version__policy")
    return list(found.defer("promise__version__document", "promise__version__holidays").order_by("-from_at"))


def _day(text: str) -> date | None:
    """The day that the address names; none where it names none."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequest("not a day") from None
    if found and found < EARLIEST:
        raise BadRequest("no day of the portal's")
    return found
