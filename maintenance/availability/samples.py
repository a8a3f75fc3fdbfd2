"""The strip of a month in its states, for the styleguide."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hostops.api.fields import as_z
from hostops.web.styleguide import States, add
from maintenance.availability.drawing import drawn
from maintenance.rules.intervals import Stretch, painted, union
from maintenance.rules.months import month_span

_ZONE = ZoneInfo("Europe/Stockholm")
_MONTH = month_span(date(2026, 10, 1), _ZONE)
_AFTER = _MONTH.end + timedelta(days=1)


def _day(day: int, hours: float = 1) -> Stretch:
    start = datetime(2026, 10, day, 3, tzinfo=UTC)
    return Stretch(start, start + timedelta(hours=hours))


def _state(name: str, now: datetime, **layers: list[Stretch]) -> tuple[str, dict[str, Any]]:
    found = painted(_MONTH, "up", [(kind, union(stretches)) for kind, stretches in layers.items()])
    strip = [{"from": as_z(p.start), "until": as_z(p.end), "kind": p.kind, "seconds": p.seconds} for p in found]
    ident = name.split(",")[0].replace(" ", "-")
    return name, {"strip": drawn(strip, _ZONE, now), "ident": ident, "label": f"A month: {name}"}


def strips() -> States:
    absent = [Stretch(_MONTH.start, _day(4).start)]
    kinds = {"down": [_day(9), _day(22, 0.1)], "scheduled": [_day(18, 6)], "excluded": [_day(26, 9)]}
    return [
        _state("a month that was up", _AFTER),
        _state("every kind, from the day of registration", _AFTER, absent=absent, **kinds),
        _state("runs", datetime(2026, 10, 20, tzinfo=UTC), down=[_day(9)]),
    ]


def add_all() -> None:
    add("Strip of a month", "maintenance/parts/strip.html", strips, sheet="maintenance/availability.css")
