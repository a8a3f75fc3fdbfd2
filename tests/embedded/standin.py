"""A supervisor with stand-ins for the portal's processes, to be run and treated badly:

python -m tests.embedded.standin FOLDER [--with-parent] NAME=KIND ...
"""

import os
import sys
from pathlib import Path

from hostops.embedded.child import Child, Program
from hostops.embedded.console import say
from hostops.embedded.places import Places
from hostops.embedded.stopping import Stopping, StopRequested
from hostops.embedded.supervisor import Supervisor

_READY = "open(sys.argv[1] + '.ready', 'w').close()"
KINDS = {
    "sleeper": f"import sys, time; {_READY}; time.sleep(600)",
    "stubborn": f"import signal, sys, time; signal.signal(15, signal.SIG_IGN); {_READY}; time.sleep(600)",
    # A master with a worker that heeds nothing, as one that hangs.
    "family": "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', "
    "'import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)', sys.argv[1]]); "
    f"{_READY}; time.sleep(600)",
    "orderly": "import signal, sys, time\n"
    "def end(*_):\n    open(sys.argv[2], 'a').write(sys.argv[3] + ' '); sys.exit()\n"
    f"signal.signal(15, end); {_READY}; time.sleep(600)",
    "failing": 'import sys; print(\'{"level": "ERROR", "logger": "standin", "message": "no luck"}\'); sys.exit(3)',
}


def program(places: Places, name: str, kind: str) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-c", KINDS[kind], str(places.run / name), str(places.data / "order"), name),
        env=dict(os.environ),
        log=places.log / f"{name}.log",
        pid_file=places.run / f"{name}.pid",
        patience=float(os.environ.get("PATIENCE", "1")),
    )


def main() -> None:
    folder, *names = sys.argv[1:]
    places = Places(Path(folder))
    places.prepare()
    stopping = Stopping()
    stopping.listen()
    if "--with-parent" in names:
        names.remove("--with-parent")
        stopping.with_parent()
    supervisor = Supervisor(stopping=stopping, say=say)
    try:
        supervisor.start([Child(program(places, *name.split("="))) for name in names])
        say("up")
        supervisor.run()
    except StopRequested:
        supervisor.stop()
        say("stopped")


if __name__ == "__main__":
    main()
