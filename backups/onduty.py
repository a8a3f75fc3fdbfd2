"""What the next shift should know of backups: broken promises of which nobody has said yet what was done."""

from datetime import datetime
from typing import Any

from backups.asked import Asked
from backups.booklooks import EXCEPTIONS
from backups.excepted import Shown, shown
from backups.exceptions import found, owed_words
from hostops.duty.facts import ENOUGH, Fact, Section
from hostops.lib.text import clean_line


def unanswered(reader: Any, starts: datetime, ends: datetime) -> Section:
    """Since yesterday, and what was broken before and still is; the newest first."""
    rows = owed_words(found(Asked().question(reader, starts)))
    return Section.of("Backups that were not as promised, and nothing said yet", list(map(_fact, shown(rows[:ENOUGH]))))


def _fact(each: Shown) -> Fact:
    server = clean_line(each.schedule.server.hostname)
    words = f"{clean_line(each.title)} of {server}: {EXCEPTIONS[each.row.state].label.lower()}"
    return Fact(each.schedule.number, words, each.row.due_at, "/backups/exceptions/?answered=no")
