"""Instants and durations as people read them. Pure: given the zone and the present instant."""

from datetime import UTC, datetime, tzinfo

# What is due within so many seconds is shown loud.
SOON = 3_600
_NEAR = {0: "today", 1: "tomorrow"}
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def zone_short(instant: datetime) -> str:
    """`CET`, `UTC`, or `UTC-03:00` where the zone has no letters for itself."""
    name = instant.tzname() or ""
    if name.isalpha():
        return name
    offset = instant.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def absolute(instant: datetime, zone: tzinfo, *, precise: bool = False) -> str:
    """`27 Mar 2026, 16:00 CET`; with seconds where they matter, so that nothing seems a minute off."""
    local = instant.astimezone(zone)
    clock = "%H:%M:%S" if precise else "%H:%M"
    return f"{local.day} {local.strftime(f'%b %Y, {clock}')} {zone_short(local)}"


def absolute_full(instant: datetime, zone: tzinfo) -> str:
    """`Friday 27 March 2026, 16:00:00 CET (Europe/Berlin)`; a zone that is called by its letters is named once."""
    local = instant.astimezone(zone)
    short = zone_short(local)
    named = short if short == str(zone) else f"{short} ({zone})"
    return f"{local.strftime('%A')} {local.day} {local.strftime('%B %Y, %H:%M:%S')} {named}"


def iso(instant: datetime) -> str:
    """The instant for machines: UTC with `Z`."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def by(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """`by 14:32 PDT today`, `by 09:00 CET tomorrow`, `by Tue 17 Mar, 10:00 PDT`: a promise, told in a sentence."""
    local, today = instant.astimezone(zone), now.astimezone(zone).date()
    clock, ahead = f"{local:%H:%M} {zone_short(local)}", (local.date() - today).days
    if ahead in _NEAR:
        return f"by {clock} {_NEAR[ahead]}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"by {local:%a} {local.day} {local:%b}{year}, {clock}"


def duration(seconds: float, *, units: int = 2) -> str:
    """`2 h 15 min`; the `units` largest that are not zero, the rest cut off. `units=4` is exact to the second."""
    left = int(abs(seconds))
    parts = []
    for name, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts[:units]) or "0 s"


def in_hours(seconds: float) -> str:
    """`26 h 5 min 3 s`: exact, and never in days, of which business time has short ones."""
    hours, rest = divmod(int(seconds), 3_600)
    parts = [f"{hours} h"] * bool(hours) + [duration(rest)] * bool(rest)
    return " ".join(parts) or "0 s"


def relative(instant: datetime, now: datetime) -> str:
    """`in 2 h 15 min`, `3 d ago`, `just now`. The browser's countdown says the same words (times.js)."""
    seconds = (instant - now).total_seconds()
    if abs(seconds) < 1:
        return "just now"
    return f"in {_about(seconds)}" if seconds > 0 else f"{_about(seconds)} ago"


def urgency(instant: datetime, now: datetime) -> str:
    """The class of a deadline that still runs: late, soon, or nothing. (times.js keeps it true.)"""
    seconds = (instant - now).total_seconds()
    return "is-late" if seconds < 0 else "is-soon" if seconds < SOON else ""


def until_due(instant: datetime, now: datetime) -> str:
    """`in 2 h 15 min`, or `12 min late`."""
    seconds = (instant - now).total_seconds()
    return f"in {_about(seconds)}" if seconds >= 0 else f"{_about(seconds)} late"


def _about(seconds: float) -> str:
    """Two units that follow one another: seconds within the last hour, minutes within a day, then hours."""
    size = abs(seconds)
    step = 1 if size < 3_600 else 60 if size < 86_400 else 3_600
    return duration(size - size % step)
