"""Who is on call, line by line, and who stands in for whom: asked of the room that keeps the rota.

That room lies above this one and puts its own answers in place when it starts. Without it nobody
is on call and nobody is away, and alerts go as the policy alone says.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.lib.registry import Registry

# The roles by which policies and alerts name the lines, the first line first.
LINES = ("on_call", "second_on_call", "third_on_call")


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody in a line (1 is the first). `away` says why they are passed over; empty is here."""

    line: int
    person: int
    name: str
    away: str = ""

    @property
    def role(self) -> str:
        return LINES[self.line - 1]

    @property
    def passed_over(self) -> str:
        """`Ines Duarte is out of office until ...`."""
        return f"{self.name} is {self.away}"


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who is told too while `name` is away."""

    person: int
    name: str


class Rota:
    """What a rota answers; this one is empty."""

    def kept(self, at: datetime) -> bool:
        """Whether anybody is on call now or soon, so that an alert may go down the lines."""
        return False

    def standing(self, at: datetime) -> Sequence[Stand]:
        """Who stands in which line at that instant, the first line first."""
        return ()

    def deputies(self, at: datetime) -> Mapping[int, Deputy]:
        """For each person who is away then and has somebody to stand in: that one."""
        return {}


rotas: Registry[Rota] = Registry("rota")


def rota() -> Rota:
    """The rota that is kept, or the empty one."""
    return next(iter(rotas), Rota())


def line_of(roles: Sequence[str]) -> int:
    """The last line that these roles name; 0 for none."""
    return max((LINES.index(role) + 1 for role in roles if role in LINES), default=0)


def next_on_call(
    stands: Sequence[Stand], after: int, told: Container[int] = ()
) -> tuple[Stand | None, Sequence[Stand]]:
    """The first in a line behind `after` who is here and was not `told` by name; and who was passed over as away."""
    behind = [stand for stand in stands if stand.line > after and stand.person not in told]
    found = next((stand for stand in behind if not stand.away), None)
    over = [stand for stand in behind if stand.away and (found is None or stand.line < found.line)]
    return found, over


def passed_over_in_words(over: Sequence[Stand]) -> str:
    """For the alert's own record: `Passed over: Ines Duarte is out of office until ...`; empty for nobody."""
    return f"Passed over: {'; '.join(stand.passed_over for stand in over)}." if over else ""
