"""Places and clocks made up by hypothesis, for the engine and for the oracle alike.

Their starts lie around days on which clocks jump: forward, back, by half an hour, by two hours,
at midnight, over a whole date. Everything is in whole minutes, for the oracle steps by them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from hostops.clocks.businesstime import Calendar, Pause, Span
from tests.businesstime.oracle import DAY, Place, instant_of, midnight, minute_of, shown

JUMPS = (
    ("UTC", date(2026, 12, 25)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/Los_Angeles", date(2027, 3, 14)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour back
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour forward
    ("Antarctica/Troll", date(2026, 3, 29)),  # two hours
    ("Antarctica/Troll", date(2026, 10, 25)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a date that never was
    ("Pacific/Kwajalein", date(1993, 8, 21)),  # another
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight skipped
    ("America/Sao_Paulo", date(2019, 2, 17)),  # the hour before midnight twice
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2026, 10, 25)),
    ("America/St_Johns", date(2010, 3, 14)),
    ("America/St_Johns", date(2010, 11, 7)),  # falls back over midnight, at 00:01
    ("Antarctica/Casey", date(2010, 3, 5)),  # three hours back, from two after midnight
    ("Asia/Kathmandu", date(1986, 1, 1)),  # a quarter of an hour
)
TELLING_MINUTES = (0, 1, 30, 60, 90, 105, 120, 135, 150, 165, 180, 540, 1020, 1380, 1395, 1439, 1440)


@dataclass
class Clock:
    """A start and its place, in the words of both."""

    place: Place
    start: int

    @property
    def calendar(self) -> Calendar:
        place = self.place
        extra = tuple((instant_of(a), instant_of(b)) for a, b in place.extra)
        return Calendar(place.zone, tuple(map(tuple, place.hours)), place.holidays, place.closed, extra)

    @property
    def pauses(self) -> list[Pause]:
        return [Pause(instant_of(a), None if b is None else instant_of(b)) for a, b in self.place.pauses]


def openings() -> st.SearchStrategy[list[tuple[int, int]]]:
    """Some openings of a day; often around the hours at which clocks jump."""
    minute = st.sampled_from(TELLING_MINUTES) | st.integers(0, DAY)
    edges = st.lists(minute, max_size=6, unique=True).map(sorted)
    return edges.map(lambda found: list(zip(found[::2], found[1::2], strict=False)))


@st.composite
def clocks(draw: st.DrawFn, *, extra: bool = True, open_pauses: bool = True) -> Clock:
    zone, jump = draw(st.sampled_from(JUMPS))
    start = midnight(jump) + draw(st.integers(-4 * DAY, 2 * DAY))
    today = date.fromordinal(shown(zone, start) // DAY)
    days = st.integers(0, 8).map(lambda number: today + timedelta(days=number))
    hours = [draw(openings()) for _ in range(6)] + [[(540, 720), (780, 1020)]]  # open at least on Sundays
    near = st.integers(start - DAY, start + 5 * DAY)
    stretch = st.tuples(near, st.integers(0, 2 * DAY)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    pauses: list[tuple[int, int | None]] = list(draw(st.lists(stretch, max_size=4)))
    if open_pauses and draw(st.integers(0, 4)) == 4:
        pauses.insert(0, (draw(near), None))
    return Clock(
        Place(
            zone,
            draw(st.permutations(hours)),
            holidays=dict.fromkeys(draw(st.lists(days, max_size=3)), "Feast"),
            closed=dict.fromkeys(draw(st.lists(days, max_size=2)), "stocktaking"),
            extra=draw(st.lists(stretch, max_size=2)) if extra else [],
            pauses=pauses,
        ),
        start,
    )


def as_minutes(spans: tuple[Span, ...]) -> list[tuple[int, int, str]]:
    """Spans as the oracle says them; the seconds and the counting must agree with the rest."""
    found = []
    for span in spans:
        assert span.end is not None
        assert span.counts is (span.why in ("open", "elapsed"))
        assert span.seconds == (span.end - span.start).total_seconds()
        found.append((minute_of(span.start), minute_of(span.end), span.why))
    return found
