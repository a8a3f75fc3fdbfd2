"""What stands now: live cases by severity and by person, the last hours' alerts, and when cases arrive.

Each figure is counted by the database; the number of statements does not follow the number of cases.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.crossed import BREACH
from hostops.alerts.models import Alert, Delivery
from tickets.models import NEVER, Case
from tickets.querysets import due_q
from tickets.reports.periods import Period, of_days

# The last hours whose alerts are shown, the weeks whose arrivals are counted, and how many rows a page has room for.
ALERT_HOURS = 12
WEEKS = 8
_MOST_ALERTS, _MOST_FAILED = 10, 20
_DAY = timedelta(days=1)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Load:
    """Live cases. `next_day` has those of `next_hour` too; what is `late` is in neither."""

    open: int = 0
    late: int = 0
    next_hour: int = 0
    next_day: int = 0
    unassigned: int = 0
    next_due: datetime | None = None

    def __add__(self, other: "Load") -> "Load":
        due = [instant for instant in (self.next_due, other.next_due) if instant]
        return Load(
            self.open + other.open,
            self.late + other.late,
            self.next_hour + other.next_hour,
            self.next_day + other.next_day,
            self.unassigned + other.unassigned,
            min(due, default=None),
        )


@dataclass(frozen=True)
class Told:
    """The alerts of the last hours and what became of telling people; `failed` is shown before all else."""

    since: datetime
    raised: int
    breaches: int
    unacknowledged: int
    deliveries: Mapping[str, int]
    failed_count: int
    newest: Sequence[Alert] = ()
    failed: Sequence[Delivery] = ()
    by_alert: Mapping[int, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Week:
    """How many cases arrived in each hour of each weekday, Monday first."""

    period: Period
    hours: Sequence[Sequence[int]]

    @property
    def most(self) -> int:
        return max(max(day) for day in self.hours)


@dataclass(frozen=True)
class Today:
    at: datetime
    total: Load
    by_severity: Sequence[tuple[int | None, Load]]
    by_person: Sequence[tuple[Person | None, Load]]
    told: Told
    week: Week


def today(reader: Any, at: datetime, zone: ZoneInfo) -> Today:
    """All of it, in eight statements."""
    counted = _counted(reader, at)
    by_severity = _added(counted, lambda row: row[0])
    return Today(
        at=at,
        total=sum((load for _, _, load in counted), Load()),
        by_severity=sorted(by_severity.items(), key=lambda line: line[0] or 1_000),
        by_person=_people(_added(counted, lambda row: row[1])),
        told=told(reader, at),
        week=week(reader, at, zone),
    )


def _counted(reader: Any, at: datetime) -> list[tuple[int | None, int | None, Load]]:
    """Severity, person and load: one statement over the live cases, by the index `case_today` alone."""
    live = Case.objects.visible_to(reader).live().order_by().values("severity", "assignee")
    rows = live.annotate(
        open=Count("*"),
        late=Count("queue_due", filter=due_q("late", at)),
        next_hour=Count("queue_due", filter=due_q("next_hour", at)),
        next_day=Count("queue_due", filter=due_q("next_day", at)),
        first=Min("queue_due"),
    )
    return [(row["severity"], row["assignee"], _load(row)) for row in rows]


def _load(row: Mapping[str, Any]) -> Load:
    unassigned = row["open"] if row["assignee"] is None else 0
    due = None if row["first"] == NEVER else row["first"]
    return Load(row["open"], row["late"], row["next_hour"], row["next_day"], unassigned, due)


def _added(rows: Iterable[Any], key: Callable[[Any], Key]) -> dict[Key, Load]:
    sums: dict[Key, Load] = defaultdict(Load)
    for row in rows:
        sums[key(row)] += row[2]
    return sums


def _people(loads: Mapping[int | None, Load]) -> list[tuple[Person | None, Load]]:
    """Nobody first, then whoever has most that is late and most at all; engineers who have nothing too."""
    idle = Q(role=Role.ENGINEER, is_active=True)
    people = Person.objects.filter(Q(pk__in=[pk for pk in loads if pk]) | idle)
    found = [(person, loads.get(person.pk, Load())) for person in people]
    found.sort(key=lambda line: (-line[1].late, -line[1].open, line[0].display_name))
    nobody = [(None, loads[None])] if None in loads else []
    return [*nobody, *found]


def told(reader: Any, at: datetime) -> Told:
    """By the index `alert_newest`, and `delivery_failed` for what could not be sent."""
    since = at - timedelta(hours=ALERT_HOURS)
    raised = Alert.objects.visible_to(reader).filter(raised_at__gte=since)
    numbers = raised.order_by().aggregate(
        raised=Count("pk"),
        breaches=Count("pk", filter=Q(threshold=BREACH)),
        unacknowledged=Count("pk", filter=Q(acknowledged_at=None)),
    )
    newest = list(raised.select_related("clock__subject__account").order_by("-raised_at", "-id")[:_MOST_ALERTS])
    sent = Delivery.objects.visible_to(reader).filter(alert__in=raised.order_by().values("pk"))
    states = list(sent.order_by().values_list("alert", "state").annotate(number=Count("pk")))
    failed = Delivery.objects.visible_to(reader).filter(state=Delivery.State.FAILED, created_at__gte=since)
    return Told(
        since=since,
        deliveries=_by_state(states),
        failed_count=failed.count(),
        newest=newest,
        failed=list(failed.select_related("recipient").defer("body", "headers").order_by("-id")[:_MOST_FAILED]),
        by_alert={alert.pk: _by_state(row for row in states if row[0] == alert.pk) for alert in newest},
        **numbers,
    )


def _by_state(rows: Iterable[tuple[int | None, str, int]]) -> dict[str, int]:
    """How many deliveries are in each state, in the order of the states."""
    found: Counter[str] = Counter()
    for _, state, number in rows:
        found[state] += number
    return {state: found[state] for state in Delivery.State.values if found[state]}


def week(reader: Any, at: datetime, zone: ZoneInfo) -> Week:
    """By the index `case_received` alone."""
    last = at.astimezone(zone).date()
    period = of_days(last - (7 * WEEKS - 1) * _DAY, last, zone)
    arrived = Case.objects.visible_to(reader).filter(received_at__gte=period.start, received_at__lte=at)
    day, hour = ExtractIsoWeekDay("received_at", tzinfo=zone), ExtractHour("received_at", tzinfo=zone)
    hours = [[0] * 24 for _ in range(7)]
    for weekday, of_day, number in arrived.order_by().values_list(day, hour).annotate(how_many=Count("*")):
        hours[weekday - 1][of_day] = number
    return Week(period, hours)
