"""What a calendar shows people of a window: one line, and the text below it. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from hostops.alerts.wording import moment
from hostops.lib.text import clean_line, clean_text
from hostops.web.times import duration
from maintenance.calendars.said import Said, Status
from maintenance.rules.changes import IMPACT_WORDS
from maintenance.states import Decision

_DECISIONS = {
    Decision.UNDECIDED: "Whether it is used will be announced.",
    Decision.USED: "It will be used.",
    Decision.NOT_USED: "It will not be used: nothing is done in it.",
}
_STANDS = {
    Status.TENTATIVE: "Planned, not yet announced.",
    Status.CANCELLED: "Cancelled: it does not take place.",
    Status.IN_PROCESS: "It is being worked in now.",
    Status.COMPLETED: "It is over.",
}
_SERVERS_NAMED = 20


def summary(said: Said) -> str:
    """`Not used: Kernel updates (SW-12)`: what is otherwise than it seems comes first, as lists cut the end off."""
    title = f"{clean_line(said.title)} ({said.number})"
    if said.status == Status.CANCELLED:
        return f"Cancelled: {title}"
    return title if said.used else f"Not used: {title}"


def description(said: Said, *, zone: str, servers: Sequence[str], url: str) -> str:
    """In plain text; the times in the window's own zone, and in `zone` where the reader keeps another."""
    lines = [f"Service window {said.number}, kind {said.kind}."]
    lines += _stands(said)
    for name in dict.fromkeys((said.timezone, zone)):
        lines += ["", *_times(said, name)]
    lines += ["", *_what(said)]
    lines += ["", f"Servers: {_named(servers)}"] if servers else []
    return "\n".join([*lines, "", url])


def _stands(said: Said) -> list[str]:
    if said.spared:
        return ["It was changed, and no longer touches your servers."]
    return [_STANDS[said.status]] if said.status in _STANDS else []


def _times(said: Said, zone: str) -> list[str]:
    local = ZoneInfo(zone)
    return [f"From {moment(said.starts_at, local)}", f"to {moment(said.ends_at, local)}"]


def _what(said: Said) -> list[str]:
    if said.status == Status.CANCELLED:
        return []
    lines = [_DECISIONS[said.decision]] if said.status in (Status.TENTATIVE, Status.CONFIRMED) else []
    if not said.used:
        return lines
    lines.append(f"Impact: {IMPACT_WORDS[said.impact]}.")
    if said.expected_downtime is not None:
        lines.append(f"Expected downtime: {duration(said.expected_downtime, units=4)} within it.")
    return [*lines, *([clean_text(said.effect)] if said.effect else [])]


def _named(servers: Sequence[str]) -> str:
    more = len(servers) - _SERVERS_NAMED
    return ", ".join(servers[:_SERVERS_NAMED]) + (f" and {more} more" if more > 0 else "")
