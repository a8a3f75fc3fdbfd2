"""Who is told what, and when: thresholds of clocks, by kind.

A threshold is known by its key text, which is also its identity in the record of alerts:

- `50%` of the clock's time is used
- `PT1H before` or `P7D before` the due instant
- `breach`, the due instant itself
- `pending`, the clock waits for its start; `pending:again`, it still does after the time that
  it would have had
"""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from hostops.policies.schema.base import Part, Switch, Words, refusal, unique
from hostops.policies.schema.durations import Duration, checked, in_words

# `on_call` and those behind are whoever stands in that line of the rota; without a rota the first is the engineers.
Role = Literal[
    "assignee",
    "engineers",
    "planners",
    "managers",
    "on_call",
    "second_on_call",
    "third_on_call",
    "reporter",
    "contacts",
    "holder",
    "viewers",
    "person",
]
ClockKind = Literal[
    "response",
    "progress",
    "resolution",
    "notice",
    "report",
    "backup",
    "daily_check",
    "restore_test",
    "patch",
    "plan_patch",
    "registration",
    "password",
    "termination",
    "security_notice",
    "heartbeat",
    "bulletin",
    "closing",
    "consultation",
    "capacity",
    "offer",
    "review",
]
ThresholdKind = Literal["share", "before", "breach", "pending"]
_SHARE = re.compile(r"[1-9][0-9]?%")
_FIXED = ("breach", "pending", "pending:again")
_MEND = 'write a share such as 80%, a time before such as "PT1H before", or breach'


def _threshold_key(text: str) -> str:
    if text in _FIXED or _SHARE.fullmatch(text):
        return text
    duration, _, word = text.partition(" ")
    if word != "before":
        raise refusal(f'"{text}" is not a threshold', _MEND)
    checked(duration)
    return text


class Threshold(Part):
    """One moment of a clock at which somebody is told. `wakes` disturbs outside their hours."""

    key_field: ClassVar[str | None] = "at"

    at: Annotated[str, AfterValidator(_threshold_key)]
    tell: tuple[Role, ...]
    wakes: Switch = False

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.tell:
            raise refusal("nobody is told", "name at least one role, such as engineers")
        unique(list(self.tell), "the role")
        return self

    @property
    def kind(self) -> ThresholdKind:
        if self.at == "breach":
            return "breach"
        if self.at.startswith("pending"):
            return "pending"
        return "share" if self.at.endswith("%") else "before"

    @property
    def percent(self) -> int | None:
        """The whole percentage of a share threshold, else None."""
        return int(self.at[:-1]) if self.kind == "share" else None

    @property
    def before(self) -> str | None:
        """The ISO duration of a time-before threshold, else None."""
        return self.at.partition(" ")[0] if self.kind == "before" else None

    def words(self) -> str:
        """`when 80% of the time is used`, `1 hour before it is due`."""
        if self.before is not None:
            return f"{in_words(self.before)} before it is due"
        return {
            "breach": "when it is overdue",
            "pending": "while it waits for its start",
            "pending:again": "when it still waits after the time it would have had",
        }.get(self.at, f"when {self.at} of the time is used")


def _told_once(thresholds: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
    unique([threshold.at for threshold in thresholds], "the threshold")
    return thresholds


Thresholds = Annotated[tuple[Threshold, ...], AfterValidator(_told_once)]


class Escalation(Part):
    """An alert that nobody acknowledges goes to the next in line after this time, and again after it.

    Where a rota is kept the line is whoever is on call, one after the other; `tell` stands behind them.
    """

    waking_after: Duration
    others_after: Duration
    tell: tuple[Role, ...]


class Alerts(Part):
    """The default thresholds by kind of clock; a single rule may carry its own instead.

    The documents promise times, not whom the portal tells: all of this section is a house rule,
    and `house_rule` says so in words.
    """

    house_rule: Words
    default: Thresholds
    kinds: dict[ClockKind, Thresholds] = Field(default_factory=dict)
    escalation: Escalation

    def for_kind(self, kind: str, own: tuple[Threshold, ...] | None = None) -> tuple[Threshold, ...]:
        """The thresholds of a clock of this kind: the rule's own, the kind's, or the default."""
        if own is not None:
            return own
        return next((found for name, found in self.kinds.items() if name == kind), self.default)
