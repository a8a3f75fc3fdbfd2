"""A promise kept so long before an instant: last lawful moment, thresholds, moved windows (iptor:5f)."""

from datetime import datetime

from hostops.clocks.businesstime import Calendar, parse_hours
from hostops.clocks.fold import Event, Folded, fold
from hostops.clocks.rules import Rule

STOCKHOLM = Calendar("Europe/Stockholm", parse_hours({}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def notice(planned: str, starts: str, days: int = 6) -> Event:
    rule = Rule("elapsed", f"P{days}D", until=at(starts))
    return Event("started", at(planned), at(planned), rule, STOCKHOLM)


def folded(*events: Event) -> Folded:
    return fold(events)


def test_due_at_the_same_wall_time_across_a_clock_change() -> None:
    state = folded(notice("2026-02-01T12:00:00Z", "2026-03-31T02:30:00+02:00"))
    assert state.due_at == at("2026-03-25T02:30:00+01:00")


def test_the_span_leads_from_the_plan_to_the_last_moment() -> None:
    bound = folded(notice("2026-01-10T00:00:00Z", "2026-01-18T00:00:00Z")).binding()
    assert bound
    assert [(span.start, span.end, span.seconds) for span in bound[1].spans] == [
        (at("2026-01-10T00:00:00Z"), at("2026-01-12T00:00:00Z"), 2 * 86400)
    ]


def test_planned_too_late_it_is_due_in_the_past() -> None:
    state = folded(notice("2026-01-17T00:00:00Z", "2026-01-18T00:00:00Z"))
    assert state.due_at == at("2026-01-12T00:00:00Z")
    assert state.instants(["50%", "P2D before", "breach"]) == dict.fromkeys(
        ["50%", "P2D before", "breach"], at("2026-01-12T00:00:00Z")
    )


def test_thresholds_lie_before_the_last_moment_and_not_before_the_plan() -> None:
    state = folded(notice("2026-01-01T00:00:00Z", "2026-01-18T00:00:00Z"))
    assert state.instants(["50%", "P2D before", "P30D before", "breach"]) == {
        "50%": at("2026-01-06T12:00:00Z"),
        "P2D before": at("2026-01-10T00:00:00Z"),
        "P30D before": at("2026-01-01T00:00:00Z"),
        "breach": at("2026-01-12T00:00:00Z"),
    }


def test_a_window_that_moves_takes_its_last_moment_along() -> None:
    moved = Rule("elapsed", "P6D", until=at("2026-01-25T00:00:00Z"))
    state = folded(
        notice("2026-01-01T00:00:00Z", "2026-01-18T00:00:00Z"),
        Event("retargeted", at("2026-01-05T00:00:00Z"), at("2026-01-01T00:00:00Z"), moved, STOCKHOLM),
    )
    assert state.due_at == at("2026-01-19T00:00:00Z")


def test_the_rule_is_kept_as_it_was() -> None:
    rule = Rule("elapsed", "P6D", until=at("2026-01-25T00:00:00Z"))
    assert Rule.from_json(rule.as_json()) == rule
