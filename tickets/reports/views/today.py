"""`/today/`: what a manager reads before a meeting; every figure leads to its cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.lib.now import now
from hostops.policies.schema.calendars import DAY_NAMES
from hostops.web.pages import Page
from hostops.web.times import iso
from tickets.reports.heat import strength
from tickets.reports.today import ALERT_HOURS, WEEKS, Load, Today, Week, today
from tickets.reports.views.csvs import csv_answer
from tickets.reports.views.shown import Cell
from tickets.reports.zones import offered

READ = "tickets.report.today"
_DAYS = tuple(DAY_NAMES.values())
# The whole of a bar, in the units of its drawing.
_BAR = 100


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(required=False, label="Hours of")

    def __init__(self, data: Mapping[str, Any], *, reader: Any) -> None:
        super().__init__(data)
        zones = offered(reader)
        self.usual = next(iter(zones))
        fields: dict[str, Any] = self.fields
        fields["zone"].choices = list(zones.items())

    def chosen(self) -> ZoneInfo:
        """The zone asked for; the usual one for any that is not offered."""
        return ZoneInfo(self.cleaned_data.get("zone") or self.usual if self.is_valid() else self.usual)


@dataclass(frozen=True)
class LoadLine:
    """A row of live cases: each count a link to the queue, filtered to just those; and the lengths of its bar."""

    label: str
    open: Cell
    late: Cell
    next_hour: Cell
    next_day: Cell
    unassigned: Cell
    next_due: datetime | None
    late_width: int
    rest_width: int


class TodayPage(Page):
    template_name = "tickets/reports/today.html"

    def permit(self) -> None:
        require(self.reader, READ)

    @cached_property
    def form(self) -> ZoneForm:
        return ZoneForm(self.request.GET, reader=self.reader)

    @cached_property
    def today(self) -> Today:
        return today(self.reader, now(), self.form.chosen())

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.today
        return self.show(
            today=found,
            total=load_line("Live cases", found.total, {}, found.total.open),
            severities=list(severity_lines(found)),
            people=list(person_lines(found)),
            week=list(week_lines(found.week)),
            newest=[(alert, found.told.by_alert[alert.pk]) for alert in found.told.newest],
        )

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "filters": {"form": self.form},
            "zone": self.form.chosen(),
            "alerts_url": f"{reverse('alerts')}?{urlencode({'within': ALERT_HOURS})}",
            "alert_hours": ALERT_HOURS,
            "weeks": WEEKS,
            "hours": range(24),
        }


class SeverityCsv(TodayPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = ([severity, *_numbers(load)] for severity, load in self.today.by_severity)
        return csv_answer("open-by-severity", ["severity", *_HEAD], rows)


class PeopleCsv(TodayPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = (
            [person.username if person else "", _name(person), *_numbers(load)] for person, load in self.today.by_person
        )
        return csv_answer("load", ["username", "name", *_HEAD], rows)


class WeekCsv(TodayPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.today.week
        rows = (
            [day, hour, count, found.period.zone]
            for day, hours in zip(_DAYS, found.hours, strict=True)
            for hour, count in enumerate(hours)
        )
        return csv_answer("arrivals", ["weekday", "hour", "cases", "zone"], rows)


def severity_lines(found: Today) -> Iterator[LoadLine]:
    most = max((load.open for _, load in found.by_severity), default=0)
    for severity, load in found.by_severity:
        label = f"Level {severity}" if severity else "Without levels"
        yield load_line(label, load, {"severity": str(severity or "none")}, most)


def person_lines(found: Today) -> Iterator[LoadLine]:
    most = max((load.open for _, load in found.by_person), default=0)
    for person, load in found.by_person:
        yield load_line(_name(person), load, {"assignee": person.username if person else "nobody"}, most)


def week_lines(found: Week) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each weekday with its hours: the count, and how strongly it is drawn.

    The cells are no links: 168 of them would stand between a keyboard and the rest of the page.
    """
    for day, hours in zip(_DAYS, found.hours, strict=True):
        yield day, [(count, strength(count, found.most)) for count in hours]


def load_line(label: str, load: Load, narrow: Mapping[str, str], most: int) -> LoadLine:
    late, whole = (_BAR * part // most if most else 0 for part in (load.late, load.open))
    return LoadLine(
        label=label,
        open=_cell(load.open, narrow),
        late=_cell(load.late, narrow, due="late"),
        next_hour=_cell(load.next_hour, narrow, due="next_hour"),
        next_day=_cell(load.next_day, narrow, due="next_day"),
        unassigned=_cell(load.unassigned, narrow, assignee="nobody"),
        next_due=load.next_due,
        late_width=late,
        rest_width=whole - late,
    )


def _cell(count: int, narrow: Mapping[str, str], **more: str) -> Cell:
    query = urlencode({**narrow, **more})
    url = reverse("cases") + (f"?{query}" if query else "")
    return Cell(count, url if count else "")


def _name(person: Person | None) -> str:
    return person.display_name if person else "Nobody"


_HEAD = ("open", "late", "due_within_hour", "due_within_day", "unassigned", "next_due")


def _numbers(load: Load) -> list[Any]:
    due = iso(load.next_due) if load.next_due else ""
    return [load.open, load.late, load.next_hour, load.next_day, load.unassigned, due]
