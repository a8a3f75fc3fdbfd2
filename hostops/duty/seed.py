"""The demo's rota: two lines since a fortnight, handovers read and unread, a colleague away, and a gap that shows."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.clocks.businesstime.wall import local_date
from hostops.duty.actions import (
    absence_set,
    handover_confirm,
    handover_write,
    shift_change,
    shifts_draft,
)
from hostops.duty.coverage import monday_of
from hostops.duty.facts import as_text, gathered
from hostops.duty.models import Shift
from hostops.lib.demo import Demo
from hostops.lib.now import now

_ZONE = ZoneInfo("America/Los_Angeles")
_LINES = {1: ("ines", "engineer", "tom"), 2: ("mika", "hanna")}
_WEEKS = {1: 8, 2: 6}
_AT = time(9)
_BEFORE, _AFTER = timedelta(minutes=12), timedelta(minutes=19)
_SAID = "Nothing is burning. Whoever takes over: call back whoever waits longest first."


def seed(demo: Demo) -> None:
    demo.stage.enlist(demo.ago(days=15), _rota(demo))
    demo.stage.enlist(demo.ago(days=2), _away(demo))
    demo.stage.enlist(demo.ago(hours=3), _today(demo))


def _rota(demo: Demo) -> Iterator[datetime]:
    planner = _named("planner")
    for line, names in _LINES.items():
        shifts_draft(
            actor=planner,
            people=[_named(name) for name in names],
            line=line,
            timezone=_ZONE.key,
            first_day=monday_of(local_date(now(), _ZONE)),
            at=_AT,
            weeks=_WEEKS[line],
        )
    late = Shift.objects.filter(line=1, starts_at__gt=demo.present).order_by("starts_at").first()
    if late:
        shift_change(actor=planner, shift=late, ends_at=late.ends_at - timedelta(hours=15))
    for shift in Shift.objects.filter(line=1, ends_at__lte=demo.present).order_by("ends_at"):
        demo.stage.enlist(shift.ends_at - _BEFORE, _handed_over(shift))
    yield from ()


def _handed_over(shift: Shift) -> Iterator[datetime]:
    note = handover_write(actor=shift.person, text=_text(shift.person))
    if note.addressed_to:
        yield shift.ends_at + _AFTER
        handover_confirm(actor=note.addressed_to, handover=note)


def _away(demo: Demo) -> Iterator[datetime]:
    until = demo.present + timedelta(days=4)
    absence_set(actor=_named("mika"), starts_at=now(), ends_at=until, deputy=_named("tom"))
    yield from ()


def _today(demo: Demo) -> Iterator[datetime]:
    """One that nobody has read yet."""
    standing = Shift.objects.standing(now()).first()
    if standing:
        handover_write(actor=standing.person, text=_text(standing.person))
    yield from ()


def _text(writer: Person) -> str:
    return f"{_SAID}\n\n{as_text(gathered(writer, now()), ZoneInfo(writer.timezone))}"


def _named(username: str) -> Person:
    found: Person = Person.objects.get(username=username)
    return found
