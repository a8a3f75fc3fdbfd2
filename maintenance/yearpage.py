"""What the page of a year shows: twelve months, each with its dates, what breaks a rule there and what is unwise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate

from hostops.accounts.models import Account
from hostops.clocks.businesstime.wall import zone_named
from hostops.lib.errors import BadField
from hostops.lib.now import now
from maintenance.actions.year_records import as_entries, standing_windows
from maintenance.forms.years import DatesForm
from maintenance.models import Window, YearPlan
from maintenance.rules.yearplan import Entry, Fault
from maintenance.states import State
from maintenance.yearlook import Looked, PlanWarning, look
from maintenance.yearpicture import Month, Shown, months
from maintenance.yearterms import joined_since, scope_named, year_terms

_NOTHING = Looked((), ())


@dataclass
class Row:
    """One date: as it is shown, and the fields that change it."""

    place: int
    shown: Shown | None
    fields: Sequence[Any] = ()
    faults: list[Fault] = field(default_factory=list)
    warnings: list[PlanWarning] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether there is something to mend here, so that the fields stand open."""
        return bool(self.faults) or self.shown is None or any(one.errors for one in self.fields)


@dataclass(frozen=True)
class YearShown:
    """A plan as its reader sees it; `faults` are those that no month has."""

    plan: YearPlan
    months: Sequence[Month]
    faults: Sequence[Fault]
    looked: Looked
    left_out: Sequence[Account]
    joined: Sequence[Account] = ()
    refusal: str = ""

    @property
    def giving_way(self) -> Sequence[tuple[str, int]]:
        """Copies that the policy lets give way, and for how many dates: said once, not at each."""
        return sorted(Counter(one.detail for one in self.looked.warnings if _gives_way(one)).items())


def _gives_way(warning: PlanWarning) -> bool:
    return warning.kind == "backup" and not warning.needs_word


@dataclass(frozen=True)
class Found:
    """What staff see of a plan besides its dates: looked at, whom it leaves out, who joined; or why it cannot be."""

    looked: Looked = _NOTHING
    left_out: Sequence[Account] = ()
    joined: Sequence[Account] = ()
    refusal: str = ""


def dates_form(plan: YearPlan, windows: Sequence[Window], data: Any = None) -> DatesForm:
    """A row for each date, and one for each month that has none."""
    entries, zone = as_entries(windows), zone_named(plan.timezone)
    missing = 12 - len({entry.starts_at.astimezone(zone).month for entry in entries})
    return DatesForm(data, zone=plan.timezone, known=entries, rows=len(entries) + missing)


def year_shown(reader: Any, plan: YearPlan, form: DatesForm | None = None) -> YearShown:
    """The plan with its months; with a `form`, as the form has it, for whoever may change it."""
    windows, zone = standing_windows(plan), zone_named(plan.timezone)
    typed = form is not None and form.is_bound and form.is_valid()
    entries = form.given() if form and typed else as_entries(windows)
    places = form.places() if form and typed else list(range(len(entries)))
    shown = [
        Shown(place, entry.kind, entry.starts_at, entry.ends_at, windows[place] if place < len(windows) else None)
        for place, entry in zip(places, entries, strict=True)
    ]
    found = _looked(plan, entries) if reader.is_staff_member else Found()
    looked = found.looked
    picture = months(plan.year, zone, shown, _others(reader, plan, zone), now().astimezone(zone).date())
    rows = _rows(shown, form, looked, places)
    _into_months(picture, rows, looked, zone)
    whole = [fault for fault in looked.faults if fault.month is None]
    return YearShown(plan, picture, whole, looked, found.left_out, found.joined, found.refusal)


def _looked(plan: YearPlan, entries: Sequence[Entry]) -> Found:
    try:
        terms = year_terms(scope_named(plan.scope), now())
    except BadField as error:
        return Found(refusal=" ".join(error.errors.values()))
    looked = look(plan.year, plan.timezone, entries, terms, now(), plan)
    return Found(looked, terms.left_out, joined_since(plan, terms))


def _others(reader: Any, plan: YearPlan, zone: tzinfo) -> Mapping[date, int]:
    """How many windows that are not of the plan begin on each day of the year, of those the reader may see."""
    first, last = (datetime(year, 1, 1, tzinfo=zone) for year in (plan.year, plan.year + 1))
    rows = Window.objects.visible_to(reader).filter(starts_at__gte=first, starts_at__lt=last)
    besides = rows.exclude(plan=plan).exclude(state=State.CANCELLED).annotate(day=TruncDate("starts_at", tzinfo=zone))
    return dict(besides.order_by().values_list("day").annotate(count=Count("pk")))


def _rows(shown: Sequence[Shown], form: DatesForm | None, looked: Looked, places: Sequence[int]) -> list[Row]:
    rows = {one.place: Row(one.place, one) for one in shown}
    if form is not None:
        for place in form.rows:
            row = rows.setdefault(place, Row(place, None))
            row.fields = [form[f"{name}_{place}"] for name in ("kind", "from", "until")]
    for fault in looked.faults:
        if fault.entry is not None:
            rows[places[fault.entry]].faults.append(fault)
    for warning in looked.warnings:
        if not _gives_way(warning):
            rows[places[warning.entry]].warnings.append(warning)
    return [rows[place] for place in sorted(rows)]


def _into_months(picture: Sequence[Month], rows: Sequence[Row], looked: Looked, zone: tzinfo) -> None:
    """Each row to the month of its date; one without a date to the next month that has none."""
    for row in rows:
        if row.shown is not None:
            picture[row.shown.starts_at.astimezone(zone).month - 1].rows.append(row)
    empty = iter([month for month in picture if not month.rows])
    for row in rows:
        if row.shown is None and (month := next(empty, None)) is not None:
            month.rows.append(row)
    for fault in looked.faults:
        if fault.entry is None and fault.month is not None:
            picture[fault.month - 1].faults.append(fault)
