"""What a check says of a window."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ClashKind = Literal["window", "event", "backup", "freeze"]
NeedName = Literal["justification", "advisory", "consultation", "agreement", "answer"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a window is not lawful, by which clause and for which accounts (none: whomever it touches)."""

    clause: str
    detail: str
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """What must come with a window, by which clause: a justification, the vendor's advisory, an answer."""

    name: NeedName
    clause: str
    detail: str
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Something else at the same time; one that `needs_word` is answered for before the window is planned."""

    kind: ClashKind
    reference: str
    detail: str
    starts_at: datetime
    ends_at: datetime
    needs_word: bool = True


@dataclass(frozen=True, slots=True)
class Binding:
    """The strictest notice rule: the one with the earliest last moment (UTC), and whose it is."""

    clause: str
    policy: str
    notice: str
    zone: str
    due_at: datetime
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    `notice_due_at` is the earliest last moment among the accounts, None where no rule has a least
    notice. `earliest_lawful_start` is for a notice sent at the moment of the check, None where the
    kind is lawful at no time.
    """

    lawful: bool
    notice_due_at: datetime | None
    earliest_lawful_start: datetime | None
    binding: Binding | None
    reasons: tuple[Reason, ...]
    needs: tuple[Need, ...]
    clashes: tuple[Clash, ...]

    @property
    def unanswered(self) -> tuple[Clash, ...]:
        """What is answered for in words before the window is planned."""
        return tuple(clash for clash in self.clashes if clash.needs_word)
