"""The strip of a month, drawn: from edge to edge, and nothing of it too thin to see."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from maintenance.availability.drawing import drawn

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def piece(start: str, end: str, kind: str) -> dict[str, object]:
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return {"from": start, "until": end, "kind": kind, "seconds": int(span.total_seconds())}


OCTOBER = [
    piece("2026-09-30T22:00:00Z", "2026-10-05T00:00:00Z", "up"),
    piece("2026-10-05T00:00:00Z", "2026-10-05T00:01:00Z", "down"),
    piece("2026-10-05T00:01:00Z", "2026-10-31T22:59:00Z", "up"),
    piece("2026-10-31T22:59:00Z", "2026-10-31T23:00:00Z", "scheduled"),
]


def test_a_minute_can_be_seen_and_stays_inside() -> None:
    strip = drawn(OCTOBER, STOCKHOLM, datetime(2026, 12, 1, tzinfo=UTC))
    assert strip
    down, scheduled = strip.pieces[1], strip.pieces[3]
    assert down.width == scheduled.width == 0.45
    assert scheduled.x + scheduled.width == 100
    assert strip.now is None
    assert [one.kind for one in strip.painted] == ["up", "up", "down", "scheduled"]


def test_days_are_those_of_the_months_zone_over_a_clock_change() -> None:
    strip = drawn(OCTOBER, STOCKHOLM, datetime(2026, 12, 1, tzinfo=UTC))
    assert strip
    assert [day.label for day in strip.days] == ["1 Oct", "8 Oct", "15 Oct", "22 Oct", "29 Oct"]
    hours = 31 * 24 + 1
    assert strip.days[0].x == 0
    assert strip.days[-1].x == round((28 * 24 + 1) / hours * 100, 2)


def test_what_lies_ahead_is_told_apart() -> None:
    strip = drawn(OCTOBER, STOCKHOLM, datetime(2026, 10, 16, 10, 30, tzinfo=UTC))
    assert strip
    assert (strip.now, strip.ahead) == (50.0, 50.0)


def test_an_empty_month_has_no_strip() -> None:
    assert drawn([], STOCKHOLM, datetime(2026, 10, 16, tzinfo=UTC)) is None
