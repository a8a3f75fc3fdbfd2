"""What the case of a restore says: which copy, what it needs, until when it is kept."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from backups.restorable import Picture
from backups.rules.restorable import Point
from backups.rules.words import WORTH, fault_words
from hostops.accounts.models import Server
from hostops.web.times import absolute


def title(server: Server, instant: datetime, zone: ZoneInfo) -> str:
    """`Restore erp1 to 9 Mar 2026, 01:20 CET`."""
    return f"Restore {server.hostname[:80]} to {absolute(instant, zone)}"


def description(picture: Picture, point: Point | None, to: datetime | None, what: str, zone: ZoneInfo) -> str:
    """What was asked, then what the portal knows of it."""
    known = _of_point(picture, point, zone) if point else _of_none(picture, zone)
    wished = [f"As it was at {absolute(to, zone)}."] if to else []
    return "\n".join([what, "", *wished, *known])


def _of_point(picture: Picture, point: Point, zone: ZoneInfo) -> Iterator[str]:
    copy, told = point.copy, picture.told[point.copy.id]
    tier = picture.lines[copy.tier].stretches[-1].tier
    yield f"From the copy of {absolute(point.at, zone)}: {tier.title} ({tier.clause}), {_numbers(picture, point)}."
    if told.tool or told.external_id:
        yield f"The tool's name for it: {' '.join(filter(None, (told.tool, told.external_id)))}."
    for needed in point.stand.on:
        title = picture.lines[needed.tier].stretches[-1].tier.title
        yield f"It builds on {title} of {absolute(needed.finished_at, zone)}, run {needed.id}."
    if point.fault:
        yield f"{WORTH[point.worth]}. {fault_words(point.fault)}"
    elif point.stand.until:
        yield f"It can be restored until {absolute(point.stand.until, zone)}."


def _numbers(picture: Picture, point: Point) -> str:
    return f"{picture.schedules[point.copy.tier].number}, run {point.copy.id}"


def _of_none(picture: Picture, zone: ZoneInfo) -> Iterator[str]:
    yield "No copy that is known goes back so far."
    for point in picture.found.instants[:1]:
        yield f"The earliest that can be restored is of {absolute(point.at, zone)}."
