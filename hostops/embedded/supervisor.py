"""Watches over the portal's processes: starts them, starts a fallen one again, ends them all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hostops.embedded.child import Child
from hostops.embedded.logs import Tail, grave, rotate
from hostops.embedded.stopping import Stopping

_LOOKS = 0.5  # seconds between two looks at the logs
_FIRST_DELAY, _LONGEST_DELAY = 1.0, 30.0  # seconds before a fallen process starts again; doubles each time
_STEADY = 60.0  # seconds after which a process counts as up, and its next fall as the first
_SHOWN_AT_ONCE = 5  # lines of one log on the console at one look


@dataclass(slots=True)
class _Watched:
    child: Child
    tail: Tail
    started: float = 0.0
    delay: float = _FIRST_DELAY / 2
    again_at: float | None = None


class Supervisor:
    """Keeps children running. They are started in the order given and ended in the opposite one.

    Children that run already (the database, the queue) are watched all the same; whoever started them ends them.
    """

    def __init__(self, *, stopping: Stopping, say: Callable[[str], None]) -> None:
        self._stopping = stopping
        self._say = say
        self._watched: list[_Watched] = []
        self._own: list[Child] = []

    def watch(self, child: Child) -> None:
        """Watch over a child that somebody else has started and will end."""
        self._watched.append(_Watched(child, Tail(child.program.log), started=time.monotonic()))

    def start(self, children: Sequence[Child]) -> None:
        """Start children and watch over them."""
        for child in children:
            rotate(child.program.log)
            self.watch(child)
            self._own.append(child)
            child.start()

    def read_from_now_on(self) -> None:
        """Say nothing of what the logs hold so far: while a portal starts, it answers with errors by right."""
        for watched in self._watched:
            watched.tail.new_lines()

    def fallen(self) -> Child | None:
        """A child that has ended although nobody ended it; None if all run."""
        return next((watched.child for watched in self._watched if not watched.child.running()), None)

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Watch until `until` says so, at least twice a second. Raises StopRequested when somebody wants a stop."""
        while not until():
            for watched in self._watched:
                self._look_after(watched)
                self._read_aloud(watched.tail, watched.child.program.name)
            self._stopping.pause(_LOOKS)

    def stop(self) -> None:
        """End the children this supervisor started, each within its patience; a repeated wish makes it short.

        All are asked, the last started first, before one is waited for.
        """
        for child in reversed(self._own):
            child.ask_to_stop()
        for child in reversed(self._own):
            name = child.program.name
            if not child.stop(hurry=self._stopping.impatient):
                self._say(f"  {name} did not stop in time and was killed.")
        self._watched.clear()
        self._own.clear()

    def _look_after(self, watched: _Watched) -> None:
        if watched.child.running():
            return
        now = time.monotonic()
        if watched.again_at is None:
            self._note_fall(watched, now)
        elif now >= watched.again_at:
            watched.again_at = None
            watched.started = now
            watched.child.start()

    def _note_fall(self, watched: _Watched, now: float) -> None:
        watched.child.clear_group()
        watched.delay = _FIRST_DELAY if now - watched.started > _STEADY else min(watched.delay * 2, _LONGEST_DELAY)
        watched.again_at = now + watched.delay
        program = watched.child.program
        self._say(
            f"  {program.name} ended unexpectedly ({_how(watched.child.exit_code())}); "
            f"it starts again in {watched.delay:.0f} s. Its log: {program.log}"
        )

    def _read_aloud(self, tail: Tail, name: str) -> None:
        """Errors in a log go to the console; a flood of them only in part."""
        words = [told for line in tail.new_lines() if (told := grave(line))]
        for told in words[:_SHOWN_AT_ONCE]:
            self._say(f"  {name}: {told[:300]}")
        if len(words) > _SHOWN_AT_ONCE:
            self._say(f"  {name}: {len(words) - _SHOWN_AT_ONCE} more in {tail.log}")
        rotate(tail.log)


def _how(code: int | None) -> str:
    if code is None:
        return "unknown how"
    return f"signal {-code}" if code < 0 else f"exit code {code}"
