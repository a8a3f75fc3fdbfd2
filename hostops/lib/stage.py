"""Where demo data is played: stories beside one another, each step at its own instant, in the order of time.

A story is a generator. It acts and yields the instant at which it goes on; in between the others
act. Whatever it does happens at `now()`, which is moved to its instant, so that records, clocks and
journal come out as they would have in the time itself.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from hostops.lib.now import moved_to

Story = Iterator[datetime]


class Routine(NamedTuple):
    """What happens by itself, whatever the stories do: when next (None: nothing in sight), and what then."""

    due: Callable[[], datetime | None]
    act: Callable[[], None]


class Stage:
    """Plays stories and routines up to `until`; a story that would go on later is left where it stands.

    `reached` is the instant of the last step: nothing that is played lies before it any more.
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.reached = datetime.min.replace(tzinfo=UTC)
        self._line: list[tuple[datetime, int, Story]] = []
        self._routines: list[Routine] = []
        self._number = count()

    def enlist(self, begins: datetime, story: Story) -> None:
        """Let `story` take its first step at `begins`. Stories may enlist others while they play."""
        heappush(self._line, (begins, next(self._number), story))

    def always(self, routine: Routine) -> None:
        """Do `routine` whenever it is due, before the stories' steps of that instant."""
        self._routines.append(routine)

    def play(self) -> None:
        """1. Whatever routine is due before the next story goes first, and may enlist more.
        2. Then the story takes one step; where it goes on, it stands in line again.
        """
        while True:
            ahead = self._line[0][0] if self._line else self.until
            if self._routine_acted(min(ahead, self.until)):
                continue
            if not self._line or ahead > self.until:
                return
            at, _, story = heappop(self._line)
            self.reached = at
            with moved_to(at):
                later = next(story, None)
            if later is not None:
                self.enlist(max(later, at), story)

    def _routine_acted(self, up_to: datetime) -> bool:
        for routine in self._routines:
            at = routine.due()
            if at is not None and at <= up_to:
                with moved_to(at):
                    routine.act()
                return True
        return False
