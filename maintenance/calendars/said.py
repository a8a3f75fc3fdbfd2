"""What a calendar event says of a window: as it stands, or as a notice told it. Pure but for the two readers."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from maintenance.models import Affected, Notice, Window
from maintenance.states import Decision, Impact, State


class Status(StrEnum):
    """X-MAINTNOTE-STATUS. The event's own STATUS knows the first three; what runs or is over is confirmed."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"
    IN_PROCESS = "IN-PROCESS"
    COMPLETED = "COMPLETED"

    @property
    def of_event(self) -> str:
        return self.value if self in _EVENT_STATUSES else self.CONFIRMED.value


_EVENT_STATUSES = frozenset({Status.TENTATIVE, Status.CONFIRMED, Status.CANCELLED})
# Confirmed is what both sides agreed on or what was announced; before that it may still move.
_STATUS_OF_STATE = {
    State.DRAFT: Status.TENTATIVE,
    State.PROPOSED: Status.TENTATIVE,
    State.COUNTERED: Status.TENTATIVE,
    State.PLANNED: Status.TENTATIVE,
    State.ACCEPTED: Status.CONFIRMED,
    State.ANNOUNCED: Status.CONFIRMED,
    State.IN_PROGRESS: Status.IN_PROCESS,
    State.COMPLETED: Status.COMPLETED,
    State.REPORTED: Status.COMPLETED,
    State.CANCELLED: Status.CANCELLED,
}
_STATUS_OF_NOTICE = {Notice.Why.CANCELLED: Status.CANCELLED, Notice.Why.REPORTED: Status.COMPLETED}


@dataclass(frozen=True, slots=True)
class Said:
    """`stamp` is when it was last revised (UTC), `expected_downtime` seconds within the window."""

    number: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    status: Status
    decision: Decision
    effect: str
    impact: Impact
    expected_downtime: int | None
    sequence: int
    stamp: datetime
    # what was changed so that it no longer touches the account that is told of it
    spared: bool = False

    @property
    def used(self) -> bool:
        """Whether anything will be done in it, as far as is known."""
        return self.decision != Decision.NOT_USED


def said_of_window(window: Window) -> Said:
    """The window as it stands now."""
    return _said(window, window, _STATUS_OF_STATE[State(window.state)], window.updated_at)


def said_of_notice(notice: Notice) -> Said:
    """The window as the notice told it, whatever has become of it since."""
    status = _STATUS_OF_NOTICE.get(Notice.Why(notice.why), Status.CONFIRMED)
    return _said(notice.window, notice, status, notice.given_at)


def said_to(affected: Affected, said: Said) -> Said:
    """The same to an account that the window no longer touches: to it the event is cancelled."""
    return said if affected.dropped_at is None else replace(said, status=Status.CANCELLED, spared=True)


def _said(window: Window, words: Window | Notice, status: Status, stamp: datetime) -> Said:
    return Said(
        number=window.number,
        kind=words.kind,
        title=words.title,
        starts_at=words.starts_at,
        ends_at=words.ends_at,
        timezone=window.timezone,
        status=status,
        decision=Decision(words.decision),
        effect=words.effect,
        impact=Impact(words.impact),
        expected_downtime=words.expected_downtime,
        sequence=words.sequence,
        stamp=stamp,
    )
