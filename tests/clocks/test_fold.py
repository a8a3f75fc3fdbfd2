"""Replaying events: what a severity, a pause and a reopening do to a due instant."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hostops.clocks.businesstime import Calendar, parse_hours
from hostops.clocks.fold import Event, fold
from hostops.clocks.rules import Rule

OFFICE = Calendar(
    "Europe/Berlin", parse_hours({day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
)
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
HOUR, DAY = Rule("elapsed", "PT1H"), Rule("business", "PT8H")


def at(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def started(rule: Rule, minutes: int = 0) -> Event:
    return Event("started", at(minutes), at(minutes), rule, OFFICE)


def retargeted(rule: Rule, when: int, origin: int, *, keeps_earlier: bool = False) -> Event:
    return Event("retargeted", at(when), at(origin), rule, OFFICE, keeps_earlier)


def test_pending_has_no_deadline() -> None:
    assert fold([Event("opened", at(0))]).due_at is None


def test_pause_shifts_the_deadline_by_its_length() -> None:
    events = [started(HOUR), Event("paused", at(20)), Event("resumed", at(50))]
    assert fold(events).due_at == at(90)


def test_no_deadline_while_paused() -> None:
    state = fold([started(HOUR), Event("paused", at(20))])
    assert state.due_at is None
    assert state.paused_at == at(20)


def test_pause_after_the_breach_changes_nothing() -> None:
    assert fold([started(HOUR), Event("paused", at(61))]).due_at == at(60)


def test_raised_takes_the_earlier_of_old_and_new() -> None:
    quarter = Rule("elapsed", "PT15M")
    assert fold([started(HOUR), retargeted(quarter, 10, 10, keeps_earlier=True)]).due_at == at(25)
    assert fold([started(HOUR), retargeted(quarter, 50, 50, keeps_earlier=True)]).due_at == at(60)


def test_lowered_counts_from_the_start() -> None:
    assert fold([started(HOUR), retargeted(DAY, 30, 0)]).due_at == at(24 * 60)


def test_lowered_keeps_earlier_pauses() -> None:
    events = [
        started(HOUR),
        Event("paused", at(10)),
        Event("resumed", at(40)),
        retargeted(Rule("elapsed", "PT2H"), 50, 0),
    ]
    assert fold(events).due_at == at(150)


def test_a_breach_that_happened_stands_when_lowered() -> None:
    assert fold([started(HOUR), retargeted(DAY, 61, 0)]).due_at == at(60)


def test_retarget_before_the_start_waits_for_the_start() -> None:
    events = [Event("opened", at(0)), Event("retargeted", at(5), None, HOUR, OFFICE), started(DAY, 10)]
    assert fold(events).due_at == at(24 * 60 + 10)


def test_second_pause_inside_a_pause_is_no_pause() -> None:
    events = [started(HOUR), Event("paused", at(10)), Event("paused", at(15)), Event("resumed", at(20))]
    assert fold(events).due_at == at(70)


def test_thresholds_come_from_the_target_that_binds() -> None:
    quarter = Rule("elapsed", "PT15M")
    state = fold([started(HOUR), retargeted(quarter, 10, 10, keeps_earlier=True)])
    instants = state.instants(["50%", "PT5M before", "breach"])
    assert instants == {"50%": MONDAY + timedelta(minutes=17.5), "PT5M before": at(20), "breach": at(25)}


def test_an_hour_before_a_business_deadline_is_an_open_hour() -> None:
    friday = datetime(2026, 3, 13, 15, 0, tzinfo=UTC)  # 16:00 in Berlin, an hour before closing
    rule = Rule("business", "PT90M")
    state = fold([Event("started", friday, friday, rule, OFFICE)])
    assert state.due_at == datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
    assert state.instants(["PT1H before"])["PT1H before"] == friday + timedelta(minutes=30)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6), st.integers(1, 300))
def test_elapsed_deadline_is_start_plus_duration_plus_pauses(pauses: list[tuple[int, int]], minutes: int) -> None:
    """The oracle adds minutes; pauses here follow one another and begin before the deadline moves past them."""
    events, clock, paused = [started(Rule("elapsed", f"PT{minutes}M"))], 0, 0
    for gap, length in pauses:
        clock += gap
        if clock >= minutes + paused:
            break
        events += [Event("paused", at(clock)), Event("resumed", at(clock + length))]
        clock, paused = clock + length, paused + length
    assert fold(events).due_at == at(minutes + paused)
