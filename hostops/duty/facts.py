"""What the next shift should know, gathered from every room that knows some of it.

A room adds a section: who reads, from when, until when; it gives its facts. They are put before
whoever writes a handover note, as text to be mended, and to REST as data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hostops.alerts.line import LINES
from hostops.alerts.models import Alert
from hostops.alerts.steps import plain
from hostops.alerts.wording import phrase
from hostops.clocks.models import Clock
from hostops.lib.registry import Registry
from hostops.lib.text import clean_line
from hostops.web.times import absolute

# So far ahead a note looks, and so far back for what nobody acknowledged.
AHEAD = timedelta(hours=8)
_BACK = timedelta(days=1)
# More than these a note does not list: the lists themselves do.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing: what it is called, in words, and by when; `url` is its page without the host."""

    reference: str
    text: str
    at: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`more` says that there are others than those listed."""

    title: str
    facts: Sequence[Fact]
    more: bool = False

    @classmethod
    def of(cls, title: str, facts: Sequence[Fact]) -> "Section":
        return cls(title, facts[:_MOST], more=len(facts) > _MOST)


# (reader, from, until) -> what to know of that time
Source = Callable[[Any, datetime, datetime], Section]


@dataclass(frozen=True, slots=True)
class _Placed:
    source: Source
    order: int


_sections: Registry[_Placed] = Registry("section of the handover")
# Kinds of clocks that machines keep, night after night by the thousand: they are said when broken, not when due.
routine: Registry[str] = Registry("kind that machines keep")
# An alert may have been passed on so often: each line, and the policy's roles.
_STEPS = len(LINES) + 2
# How many of a kind a section should read: one more than is shown, so that it knows of more.
ENOUGH = _MOST + 1


def add(name: str, source: Source, *, order: int) -> None:
    """Let a room put a section before whoever hands over; lower `order` comes first."""
    _sections.add(name, _Placed(source, order))


def gathered(reader: Any, at: datetime) -> list[Section]:
    """Every room's section, in order."""
    placed = sorted(_sections, key=lambda section: section.order)
    return [section.source(reader, at, at + AHEAD) for section in placed]


def as_text(found: Sequence[Section], zone: ZoneInfo) -> str:
    """The facts as text, times in the writer's zone with the zone named."""
    return "\n\n".join("\n".join([section.title, *_lines(section, zone)]) for section in found)


def _lines(section: Section, zone: ZoneInfo) -> list[str]:
    if not section.facts:
        return ["- none"]
    lines = [f"- {fact.reference} {fact.text}" + _by(fact, zone) for fact in section.facts]
    return [*lines, "- and more"] if section.more else lines


def _by(fact: Fact, zone: ZoneInfo) -> str:
    return f", {absolute(fact.at, zone)}" if fact.at else ""


def breaching(reader: Any, starts: datetime, ends: datetime) -> Section:
    """Promises that fall due in that time, the first first."""
    clocks = Clock.objects.visible_to(reader).live().filter(due_at__range=(starts, ends)).select_related("subject")
    clocks = clocks.exclude(kind__in=routine.names())
    due = clocks.defer("thresholds").order_by("due_at", "id")[:ENOUGH]
    facts = [_fact(clock, f"{clock.kind.replace('_', ' ')} due", clock.due_at) for clock in due]
    return Section.of(f"Due within {AHEAD.total_seconds() / 3600:.0f} hours", facts)


def unacknowledged(reader: Any, starts: datetime, ends: datetime) -> Section:
    """Alerts of the last day that nobody has acknowledged, of promises that still run; each once, as far as it went."""
    fresh = Alert.objects.visible_to(reader).filter(raised_at__gte=starts - _BACK, acknowledged_at=None)
    live = fresh.exclude(tell=[]).filter(clock__stopped_at=None, clock__cancelled_at=None)
    newest = live.select_related("clock__subject").order_by("-raised_at", "-id")[: ENOUGH * _STEPS]
    last = {(alert.clock_id, plain(alert.threshold)): alert for alert in reversed(newest)}
    found = sorted(last.values(), key=lambda alert: alert.raised_at, reverse=True)[:ENOUGH]
    facts = [_fact(alert.clock, f"{alert.clock.kind.replace('_', ' ')} {phrase(alert.threshold)}") for alert in found]
    return Section.of("Alerts that nobody has acknowledged", facts)


def _fact(clock: Clock, words: str, at: datetime | None = None) -> Fact:
    subject = clock.subject
    return Fact(clean_line(subject.reference), f"{clean_line(subject.title)}: {words}", at, subject.url)
