"""The wish to stop: Ctrl-C and the signals, heard at once and heeded where it is safe."""

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path
from types import FrameType

_PARENT_LOOKS = 0.5  # seconds between two looks at the parent
_ONE_WISH = 1.0  # seconds within which further signals say nothing new


class StopRequested(BaseException):
    """Somebody wants the portal to stop."""


class Stopping:
    """Listens for SIGINT, SIGTERM and SIGHUP. `pause` waits, and raises StopRequested once one has come.

    Handlers are set whatever was inherited: a shell starts its background jobs with SIGINT ignored, and the
    portal must end all the same. Only an ignored SIGHUP stays ignored: `nohup` means it.
    """

    def __init__(self) -> None:
        self._first: float | None = None
        self._repeated = False
        self._parent: int | None = None
        self._woken, self._wake = os.pipe()
        for end in (self._woken, self._wake):
            os.set_blocking(end, False)

    def listen(self) -> None:
        """Set the handlers. Call from the main thread."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, self._heard)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._heard)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a child that ends cuts the pause short

    def with_parent(self) -> None:
        """Stop also when the process that started this one (make) is gone or is being ended."""
        self._parent = os.getppid()

    def impatient(self) -> bool:
        """Whether the wish was repeated: whoever presses Ctrl-C again will not wait."""
        return self._repeated

    def pause(self, seconds: float) -> None:
        """Wait that long, or shorter if a child ends. Raises StopRequested if a stop is wanted."""
        if not self.wanted():
            select.select([self._woken], [], [], seconds if self._parent is None else min(seconds, _PARENT_LOOKS))
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, 512)
        if self.wanted():
            raise StopRequested

    def wanted(self) -> bool:
        return self._first is not None or (self._parent is not None and _is_leaving(self._parent))

    def _heard(self, _signal: int, _frame: FrameType | None) -> None:
        """Signals that come together are one wish: a make passes on what reaches its whole group anyway."""
        now = time.monotonic()
        if self._first is None:
            self._first = now
        elif now - self._first > _ONE_WISH:
            self._repeated = True


def _is_leaving(parent: int) -> bool:
    """Whether the parent is gone, or is make that was interrupted.

    A make that alone gets SIGINT passes it on to nobody and waits for its recipe, for ever. It waits inside
    its handler, where SIGINT is blocked, and that can be seen from outside.
    """
    if os.getppid() != parent:
        return True
    if not sys.platform.startswith("linux"):
        return False
    try:
        status = Path(f"/proc/{parent}/status").read_text()
    except OSError:
        return True
    blocked = next((line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:")), "0")
    return bool(int(blocked, 16) & 1 << (signal.SIGINT - 1))
