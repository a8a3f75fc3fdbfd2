"""`/on-call/`: who is on call now, when it is handed over, and the week as a table."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.accounts.roles import may
from hostops.duty.calendar import week
from hostops.duty.coverage import days_of_week, monday_of
from hostops.duty.models import Absence, Shift
from hostops.duty.roles import PLAN
from hostops.duty.upcoming import Now, now_on_call
from hostops.duty.views.base import ForStaff
from hostops.lib.now import now
from hostops.web.pages import VisiblePage

_WEEK = timedelta(days=7)
# Beyond these a date of the query is nonsense, and the present week is shown.
_YEARS = range(2000, 2100)


class OnCallPage(ForStaff, VisiblePage):
    """The week that `?week=` lies in (any date of it), in the reader's zone."""

    model = Shift
    template_name = "duty/on_call.html"

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.reader.timezone)

    @cached_property
    def monday(self) -> date:
        try:
            asked = date.fromisoformat(self.request.GET.get("week", ""))
        except ValueError:
            asked = now().astimezone(self.zone).date()
        return monday_of(asked if asked.year in _YEARS else now().astimezone(self.zone).date())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = now()
        present = now_on_call(at)
        days = days_of_week(self.monday, self.zone)
        starts, ends = days[0][1], days[-1][2]
        shifts = list(Shift.objects.visible_to(self.reader).within(starts, ends).select_related("person"))
        away = Absence.objects.visible_to(self.reader).within(starts, ends).select_related("deputy")
        lines = sorted({shift.line for shift in shifts} | {line.line for line in present.lines})
        return self.show(present=present, lines=lines, days=week(self.monday, self.zone, lines, shifts, away, at))

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        present: Now = more["present"]
        around = {"before": self.monday - _WEEK, "after": self.monday + _WEEK, "monday": self.monday}
        gaps = [(line, gap) for line, found in present.gaps.items() for gap in found]
        return super().show(status, may_plan=may(self.reader, PLAN), coming_gaps=gaps, **around, **more)
