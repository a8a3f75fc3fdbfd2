"""Children that do not outlive their parent, where the system can do that (Linux)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def _load_prctl() -> Callable[[int, int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl: Callable[[int, int], int] = ctypes.CDLL(None).prctl
    return prctl


# Looked up once, here: between fork and exec nothing may be loaded.
_prctl = _load_prctl()


def dies_with(parent: int, wanted: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` for a child of process `parent`: the kernel sends the child `wanted` when `parent` is gone.

    The kernel watches the *thread* that made the child: start such children from the main thread.
    Without the kernel's help (not Linux) it does nothing, and the next start clears up.
    """

    def preexec() -> None:
        if _prctl is None:
            return
        _prctl(_PR_SET_PDEATHSIG, int(wanted))
        if os.getppid() != parent:  # gone between fork and the line above
            os.kill(os.getpid(), signal.SIGKILL)

    return preexec
