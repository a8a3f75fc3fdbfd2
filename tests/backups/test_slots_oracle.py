"""Over random histories, tiers and zones, with clocks that jump: slots and their states as a slow reader finds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backups.lines import lines_of
from backups.models import Promise, Run, Schedule, Terms
from backups.slots import slots_between
from hostops.policies.schema.backups import Tier
from tests.backups.house import backed_up
from tests.clocks import slot_oracle
from tests.clocks.test_slots_oracle import ZONES, tier
from tests.house import House

pytestmark = pytest.mark.django_db

# Europe's and America's jumps of that autumn lie in it, and Samoa's missing day in the years before
AUTUMNS = (datetime(2026, 10, 18, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC), datetime(2011, 12, 20, tzinfo=UTC))
MINUTE, DAYS = timedelta(minutes=1), 28


class Ran(NamedTuple):
    began: datetime | None
    ended: datetime
    good: bool


def _began(end: datetime) -> st.SearchStrategy[datetime | None]:
    return st.none() | st.integers(1, 900).map(lambda took: end - took * MINUTE)


@st.composite
def histories(draw: st.DrawFn) -> Any:
    begins = draw(st.sampled_from(AUTUMNS))
    instants = st.integers(0, DAYS * 1440).map(lambda minutes: begins + minutes * MINUTE)
    runs = [
        Ran(draw(_began(end)), end, good)
        for end, good in draw(st.lists(st.tuples(instants, st.booleans()), max_size=30))
    ]
    changed = draw(st.none() | instants)
    return begins, runs, changed, draw(instants)


@st.composite
def tiers_drawn(draw: st.DrawFn) -> Tier:
    time_of_day = f"{draw(st.integers(0, 23)):02}:{draw(st.sampled_from([0, 15, 30])) or '00'}"
    weekday = draw(st.none() | st.sampled_from(["mon", "fri", "sun"]))
    found = tier("weekly", time_of_day, weekday=weekday) if weekday else tier("daily", time_of_day)
    return found.model_copy(update={"grace": f"PT{draw(st.integers(1, 30))}H"})


Drawn = tuple[Tier, str]
DrawnTerms = list[tuple[Drawn, datetime, datetime | None]]


@contextmanager
def standing(schedule: Schedule, terms: DrawnTerms, runs: list[Ran]) -> Iterator[None]:
    """The schedule under these terms with this history, for the block alone."""
    with transaction.atomic():
        version = schedule.terms.get().promise.version
        schedule.terms.all().delete()
        for number, ((drawn, zone), start, end) in enumerate(terms):
            said = f"{drawn.model_dump_json()}{zone}{number}"
            promise = Promise.objects.create(
                version=version, tier=drawn.model_dump(mode="json"), timezone=zone, sha256=f"{hash(said):x}"
            )
            Terms.objects.create(schedule=schedule, promise=promise, from_at=start, until_at=end)
        Run.objects.bulk_create(
            Run(
                schedule=schedule,
                slot_at=_slot_of(expected(terms), run.ended),
                started_at=run.began,
                finished_at=run.ended,
                status="ok" if run.good else "failed",
                via="rest",
                received_at=run.ended,
            )
            for run in runs
        )
        yield
        transaction.set_rollback(True)


def expected(terms: DrawnTerms) -> list[tuple[datetime, Tier]]:
    found = []
    for (drawn, zone), start, end in terms:
        last = end or terms[0][1] + timedelta(days=DAYS + 10)
        found += [(slot, drawn) for slot in slot_oracle.slots(drawn, zone, start, last)]
    return found


def _slot_of(line: list[tuple[datetime, Tier]], at: datetime) -> datetime | None:
    return max((slot for slot, _ in line if slot <= at), default=None)


def told(slot: datetime, following: datetime | None, drawn: Tier, runs: list[Ran], at: datetime) -> tuple[str, str]:
    """State and kind of lateness, the words of the rule taken one by one."""
    due = slot + timedelta(hours=int((drawn.grace or "")[2:-1]))
    mine = [run for run in runs if slot <= run.ended <= at and (following is None or run.ended < following)]
    good = sorted(run.ended for run in mine if run.good)
    if good and good[0] <= due:
        return "ok", ""
    if good:
        first = [run for run in mine if run.good and run.ended == good[0]]
        return "late", "ran_on" if any(run.began and run.began <= due for run in first) else "came_late"
    if mine:
        return "failed", ""
    return ("pending" if at <= due else "missed"), ""


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tiers_drawn(), tiers_drawn(), st.sampled_from(ZONES), histories())
def test_states_over_random_histories(house: House, before: Tier, after: Tier, zone: str, history: Any) -> None:
    begins, runs, changed, at = history
    runs = list({run.ended: run for run in runs}.values())
    terms: DrawnTerms = [((before, zone), begins, changed)]
    if changed and changed > begins:
        terms.append(((after, zone), changed, None))
    else:
        terms = [((before, zone), begins, None)]
    schedule = Schedule.objects.filter(tier="daily").first() or backed_up(house)["erp1", "daily"]
    end = begins + timedelta(days=DAYS)
    with standing(schedule, terms, runs):
        found = slots_between([schedule], begins, end, at)[schedule.pk]
        own = lines_of([schedule.pk])[schedule.pk]
    line = expected(terms)
    following = {slot: later for (slot, _), (later, _) in pairwise(line)}
    wanted = [(slot, *told(slot, following.get(slot), drawn, runs, at)) for slot, drawn in line if slot < end]
    assert [(slot.at, slot.state, slot.late) for slot in found] == wanted
    for run in runs:
        if (slot := _slot_of(line, run.ended)) is not None:
            assert own.slot_at(run.ended) == slot
