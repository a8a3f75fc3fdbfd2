"""Clocks drawn in each of their states, for the styleguide."""

from datetime import datetime, timedelta

from django.utils import timezone

from hostops.clocks.picture import Spans, picture
from hostops.lib.now import now
from hostops.web.styleguide import States, add

_HOUR = timedelta(hours=1)


def drawn() -> States:
    present = now()
    start = present - 3 * _HOUR
    office: Spans = [
        (start, start + 2 * _HOUR, "open"),
        (start + 2 * _HOUR, start + 9 * _HOUR, "closed"),
        (start + 9 * _HOUR, start + 33 * _HOUR, "holiday: Christmas Day"),
        (start + 33 * _HOUR, start + 39 * _HOUR, "open"),
    ]
    night: Spans = [(start, start + 2 * _HOUR, "elapsed")]
    held: Spans = [(start, start + _HOUR, "open"), (start + _HOUR, None, "paused")]
    return [
        _state("runs, with closed hours and a holiday", office, start + 39 * _HOUR, None, start + 34 * _HOUR),
        _state("stands still", held, None, None, None),
        _state("late", night, start + 2 * _HOUR, None, start + _HOUR),
        _state("done in time", night, start + 2 * _HOUR, start + _HOUR, None),
    ]


def _state(
    name: str, spans: Spans, due: datetime | None, stopped: datetime | None, told: datetime | None
) -> tuple[str, dict[str, object]]:
    zone = timezone.get_current_timezone()
    said = [("80%", told)] if told else []
    shown = picture(spans, due_at=due, stopped_at=stopped, thresholds=said, now=now(), zone=zone)
    return name, {"picture": shown, "ident": name.split(",")[0].replace(" ", "-"), "label": f"A clock that {name}"}


def add_all() -> None:
    add("Clock", "clocks/parts/picture.html", drawn, sheet="clocks/picture.css")
