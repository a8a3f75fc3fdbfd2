"""One portal for each data folder, which first clears up after a run that was killed."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hostops.embedded.child import end_process
from hostops.embedded.console import say
from hostops.embedded.identity import read_pid_file
from hostops.embedded.lock import Held, Holder, held
from hostops.embedded.places import Places
from hostops.embedded.trouble import Trouble


@contextmanager
def alone(places: Places, holder: Holder, *, pause: Callable[[float], None]) -> Iterator[Holder | None]:
    """Hold the data folder for the length of the block, with nothing of an earlier run left in it.

    Gives the holder of a run that was killed, else None. Waits for a command that is passing through;
    raises Trouble where another portal runs.
    """
    told = False
    while True:
        try:
            with held(places.lock, holder) as earlier:
                _clear_up_after(earlier, places)
                yield earlier
                return
        except Held as refusal:
            if refusal.holder is None or refusal.holder.url:
                raise Trouble(_who_runs(places, refusal.holder)) from None
            if not told:
                say(f"Waiting for `{refusal.holder.what}` (process {refusal.holder.pid}) to end.")
                told = True
        pause(0.2)


def _who_runs(places: Places, holder: Holder | None) -> str:
    if holder is None:
        return f"Another run uses {places.data}."
    return (
        f"Hostops already runs here: {holder.url} (process {holder.pid}, data in {places.data}). Stop it with "
        f"`kill {holder.pid}`, or run a second one with its own data: make run PORT=8001 HOSTOPS_DATA=/another/folder"
    )


def _clear_up_after(earlier: Holder | None, places: Places) -> None:
    """End what a killed run left running. Its database mends itself at its start."""
    if earlier is not None:
        say(f"The last run (process {earlier.pid}) was killed; clearing up after it.")
    places.environment.unlink(missing_ok=True)
    for pid_file in sorted(places.run.glob("*.pid"), reverse=True):
        pid = read_pid_file(pid_file)
        if pid is not None:
            say(f"  ending {pid_file.stem}, left running (process {pid})")
            end_process(pid, signal.SIGINT, 10.0)
        pid_file.unlink(missing_ok=True)
