"""Servers by day: what became of each schedule's slots, in as many statements for a thousand schedules as for one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from backups.lines import lines_of
from backups.models import Remark, Run, Schedule
from backups.models.run import Status
from backups.rules.dates import DAY, around, days_up_to, latest_day, span_of_days
from backups.rules.signs import Sign, loudest, sign_of
from backups.rules.tally import Tally, tally
from backups.slots import Slot, slots_between
from hostops.accounts.models import Server
from hostops.clocks.businesstime.wall import local_date, zone_named

# Five weeks: what a person takes in at a glance, with each weekday as often as the others.
DAYS = 35


@dataclass(frozen=True, slots=True)
class Dated:
    """A slot on its day, in the place of its server; `closed`: somebody closed its miss with a reason."""

    day: date
    slot: Slot
    closed: bool

    @property
    def sign(self) -> Sign:
        return sign_of(self.slot, closed=self.closed)


@dataclass(frozen=True, slots=True)
class TierDays:
    """A schedule's days. `recorded` are the runs of an occasional tier, of which nothing is expected."""

    schedule: Schedule
    slots: Sequence[Dated]
    recorded: Sequence[tuple[date, Sign]] = ()

    @property
    def signs(self) -> Mapping[date, Sign]:
        """What each day shows that has anything."""
        found: dict[date, list[Sign]] = {}
        for day, sign in (*((dated.day, dated.sign) for dated in self.slots), *self.recorded):
            found.setdefault(day, []).append(sign)
        return {day: signs[0] if len(signs) == 1 else loudest(signs) for day, signs in found.items()}

    def tally(self, at: datetime) -> Tally:
        return tally(((dated.slot, dated.closed) for dated in self.slots), at)


@dataclass(frozen=True, slots=True)
class ServerDays:
    server: Server
    tiers: Sequence[TierDays]


@dataclass(frozen=True)
class Grid:
    """`today` is the day that it is in the place where it began first; `days` end with it, or earlier."""

    days: Sequence[date]
    today: date
    rows: Sequence[ServerDays]

    @property
    def last(self) -> date:
        return self.days[-1]


def grid(servers: Sequence[Server], at: datetime, *, until: date | None = None, tier: str = "") -> Grid:
    """Five weeks of the servers, in their order, up to the present day or to `until`; of all tiers or of one."""
    schedules = list(schedules_of(servers, tier))
    earliest, latest = span_of_days(at)
    last = min(until, latest) if until else latest
    found = list(tier_days(schedules, min(last, earliest) - DAYS * DAY, last, at))
    today = latest_day({dated.slot.promise.timezone for one in found for dated in one.slots}, at)
    days = days_up_to(min(until, today) if until else today, DAYS)
    by_server: dict[int, list[TierDays]] = {}
    for one in found:
        if one.schedule.ended_at is None or one.slots or one.recorded:
            by_server.setdefault(one.schedule.server_id, []).append(one)
    return Grid(days, today, [ServerDays(one, by_server[one.pk]) for one in servers if one.pk in by_server])


def schedules_of(servers: Sequence[Server], tier: str = "") -> QuerySet[Schedule]:
    """In the order in which the policy names the tiers."""
    found = Schedule.objects.filter(Q(tier=tier) if tier else Q(), server__in=servers)
    return found.order_by("server_id", "id")


def tier_days(schedules: Sequence[Schedule], first: date, last: date, at: datetime) -> Iterator[TierDays]:
    """The days from `first` to `last` of each schedule, as they stand at `at`."""
    start, end = around(first, last)
    slots = slots_between(schedules, start, end, at)
    closed = _closed(schedules, start, end)
    recorded = _recorded([one.pk for one in schedules if not slots[one.pk]], start, end)
    for schedule in schedules:
        dated = (
            Dated(_day(one.at, one.promise.timezone), one, (schedule.pk, one.at) in closed)
            for one in slots[schedule.pk]
        )
        yield TierDays(
            schedule,
            [one for one in dated if first <= one.day <= last],
            [one for one in recorded.get(schedule.pk, ()) if first <= one[0] <= last],
        )


# Thousands of servers share a slot.
@lru_cache(maxsize=4096)
def _day(at: datetime, zone: str) -> date:
    return local_date(at, zone_named(zone))


def _closed(schedules: Sequence[Schedule], start: datetime, end: datetime) -> set[tuple[int, datetime]]:
    """The slots that a remark closed by a reason of the policy."""
    said = Remark.objects.filter(schedule__in=schedules, slot_at__gte=start, slot_at__lt=end).exclude(reason="")
    return set(said.values_list("schedule_id", "slot_at"))


def _recorded(schedules: Sequence[int], start: datetime, end: datetime) -> Mapping[int, Sequence[tuple[date, Sign]]]:
    """Runs of the tiers of which nothing is expected."""
    runs = Run.objects.filter(schedule__in=schedules, slot_at=None, finished_at__gte=start, finished_at__lt=end)
    ended = list(runs.values_list("schedule_id", "finished_at", "status"))
    lines = lines_of({pk for pk, _, _ in ended})
    found: dict[int, list[tuple[date, Sign]]] = {}
    for pk, at, status in ended:
        zone = lines[pk].stretches[-1].zone
        found.setdefault(pk, []).append((_day(at, zone), "failed" if status == Status.FAILED else "recorded"))
    return found
