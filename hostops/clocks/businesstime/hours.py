"""Opening hours: how they are written, checked and read aloud."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from hostops.clocks.businesstime.limits import MOST_OPENINGS_A_DAY

Opening = tuple[int, int]
"""First minute of the day that is open, first that is closed again: 0 to 1440."""
Hours = tuple[tuple[Opening, ...], ...]
"""The openings of Monday to Sunday."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTES_A_DAY = 24 * 60
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


def parse_hours(written: Mapping[str, object]) -> Hours:
    """`{"mon": [["09:00", "17:00"]], "sat": []}` as minutes; a day left out is closed.

    The openings of a day may stand in any order. ValueError names the day and the mend.
    """
    unknown = [str(day) for day in written if day not in WEEKDAYS]
    if unknown:
        raise ValueError(f"{unknown[0][:20]!r} is not a day; use {', '.join(WEEKDAYS)}")
    hours = tuple(tuple(sorted(_openings(day, written.get(day, ())))) for day in WEEKDAYS)
    check_hours(hours)
    return hours


def _openings(day: str, written: object) -> list[Opening]:
    if not isinstance(written, Sequence) or isinstance(written, str):
        raise ValueError(f'{day}: write a list of openings, such as [["09:00", "17:00"]], or [] for closed')
    return [_opening(day, pair) for pair in written]


def _opening(day: str, pair: object) -> Opening:
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
        raise ValueError(f'{day}: an opening is a pair of times, such as ["09:00", "17:00"]')
    opens, closes = (_minute(day, text) for text in pair)
    if opens > closes:
        raise ValueError(
            f'{day}: {pair[0]} to {pair[1]} runs past midnight; write ["{pair[0]}", "24:00"] '
            f'on {day} and ["00:00", "{pair[1]}"] on the next day'
        )
    return opens, closes


def _minute(day: str, text: object) -> int:
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(
            f"{day}: {_quoted(text)} is not a time of day; write hours and minutes in quotes, "
            'such as "09:00", and "24:00" for the end of the day'
        )
    return int(match[1]) * 60 + int(match[2]) if match[1] else MINUTES_A_DAY


def _quoted(text: object) -> str:
    """What was written. An unquoted 17:00 in YAML arrives as the number 1020: say so."""
    if isinstance(text, int) and not isinstance(text, bool) and 0 <= text <= MINUTES_A_DAY:
        return f"{text} ({_clock(text)} without quotes?)"
    return repr(text)[:40]


def check_hours(hours: Hours) -> None:
    """ValueError, naming the day, unless the hours of seven days are lawful, sorted and apart."""
    if len(hours) != len(DAY_NAMES):
        raise ValueError(f"hours are given for {len(DAY_NAMES)} weekdays, not {len(hours)}")
    for name, openings in zip(DAY_NAMES, hours, strict=True):
        _check_day(name, openings)


def _check_day(name: str, openings: tuple[Opening, ...]) -> None:
    if len(openings) > MOST_OPENINGS_A_DAY:
        raise ValueError(f"{name}: {len(openings)} openings; at most {MOST_OPENINGS_A_DAY} a day")
    for opening in openings:
        if not 0 <= opening[0] < opening[1] <= MINUTES_A_DAY:
            raise ValueError(f"{name}: {_said(opening)} is not an opening; it must close after it opens, by 24:00")
    for earlier, later in pairwise(openings):
        if later[0] < earlier[1]:
            raise ValueError(
                f"{name}: {_said(earlier)} and {_said(later)} overlap or are out of order; "
                "write each open hour once, earliest first"
            )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _said(opening: Opening) -> str:
    return f"{_clock(opening[0])}-{_clock(opening[1])}"


def hours_in_words(hours: Hours) -> str:
    """`Monday to Friday 09:00-17:00`, `every day around the clock`, `never open`; closed days unsaid."""
    groups: list[tuple[list[str], tuple[Opening, ...]]] = []
    for name, openings in zip(DAY_NAMES, hours, strict=True):
        if groups and groups[-1][1] == openings:
            groups[-1][0].append(name)
        else:
            groups.append(([name], openings))
    said = [f"{_days_in_words(days)} {_openings_in_words(openings)}" for days, openings in groups if openings]
    return ", ".join(said) or "never open"


def _days_in_words(days: list[str]) -> str:
    if len(days) == len(DAY_NAMES):
        return "every day"
    joint = " and " if len(days) == 2 else " to "
    return days[0] if len(days) == 1 else f"{days[0]}{joint}{days[-1]}"


def _openings_in_words(openings: tuple[Opening, ...]) -> str:
    if openings == ((0, MINUTES_A_DAY),):
        return "around the clock"
    return " and ".join(_said(opening) for opening in openings)
