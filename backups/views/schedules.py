"""`/backups/schedules/`: what is promised of each server, when the next copy is expected, and what came last."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from backups.lines import lines_of, next_of
from backups.models import Run, Schedule
from backups.views.filters import ScheduleFilters
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.times import iso

_MOST, _AT_ONCE = 5000, 500


class SchedulesPage(ListPage):
    model = Schedule
    template_name = "backups/schedules.html"
    filters = ScheduleFilters
    orders = {"server": ("server__hostname", "id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        dress(more["page"].rows)
        return super().show(status, **more, present=now())


def dress(schedules: list[Any]) -> None:
    """Give each its promise, its next slot, its clock and its last run: four statements for all of them."""
    lines, at = lines_of([one.pk for one in schedules]), now()
    clocks = {clock.subject_id: clock for clock in _clocks(schedules)}
    last = {run.schedule_id: run for run in _last_runs(schedules)}
    for one in schedules:
        line = lines[one.pk]
        following = next_of(line, at) if one.ended_at is None else None
        one.promise = line.stretches[-1].promise if line.stretches else None
        one.next_slot = following[0] if following else None
        one.clock, one.last_run = clocks.get(one.subject_id), last.get(one.pk)


def _clocks(schedules: list[Any]) -> QuerySet[Clock]:
    return Clock.objects.filter(subject__in=[one.subject_id for one in schedules], kind="backup")


def _last_runs(schedules: list[Any]) -> QuerySet[Run]:
    """One step into the index of each schedule's history."""
    newest = Run.objects.filter(schedule=OuterRef("pk")).order_by("-finished_at", "-id").values("pk")[:1]
    found = Schedule.objects.filter(pk__in=[one.pk for one in schedules]).values(newest=Subquery(newest))
    return Run.objects.filter(pk__in=found).defer("message", "detail")


class SchedulesCsv(SchedulesPage):
    """The same rows by the same filters."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by(*self.orders["server"])[: _MOST + 1]
        return csv_download("backup-schedules", _COLUMNS, _lines(rows), _MOST)


_COLUMNS = (
    "schedule", "account", "server", "tier", "cadence", "clause", "ended_at", "next_slot", "last_run_finished_at",
    "last_run_status",
)  # fmt: skip


def _lines(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    found = list(rows)
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        dress(some)
        yield from map(_values, some)


def _values(one: Any) -> list[Any]:
    tier, run = one.promise.parsed if one.promise else None, one.last_run
    return [
        one.number, one.server.account.slug, one.server.hostname, one.tier, tier.cadence if tier else "",
        tier.clause if tier else "", _iso(one.ended_at), _iso(one.next_slot), _iso(run.finished_at if run else None),
        run.status if run else "",
    ]  # fmt: skip


def _iso(instant: datetime | None) -> str:
    return iso(instant) if instant else ""
