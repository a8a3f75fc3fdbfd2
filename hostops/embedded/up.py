"""`manage.py up`: the whole portal on one machine, under one supervisor, until somebody stops it.

1. the lock of the data folder, what a killed run left, the port: refused here, nothing has been started
2. PostgreSQL and Valkey, unless DATABASE_URL and REDIS_URL name others
3. tables, policies, demo data, static files: what has changed since the last start
4. gunicorn, the Celery worker and beat
5. the address and the demo's sign-ins, once the portal says that it is ready
"""

import argparse
import os
import time
from dataclasses import dataclass

from hostops.embedded.alone import alone
from hostops.embedded.child import Child
from hostops.embedded.console import StepLine, complain, say, show_sign_ins
from hostops.embedded.environment import announced, fill_in, is_embedded, is_given, servers, value_of
from hostops.embedded.lock import Holder
from hostops.embedded.logs import last_lines
from hostops.embedded.places import Places
from hostops.embedded.portal import page, portal_programs, unready
from hostops.embedded.ports import address, check_free
from hostops.embedded.steps import Steps
from hostops.embedded.stopping import Stopping, StopRequested
from hostops.embedded.supervisor import Supervisor
from hostops.embedded.trouble import Trouble

_READY_SECONDS = 60.0
_FREED_SECONDS = 3.0  # how long a port may take to be free again after its killed holder was cleared away
# What another command needs to work on the same data as this run.
_SHARED = ("DATABASE_URL", "REDIS_URL", "DJANGO_SECRET_KEY", "PORT")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="demo data also in a database that DATABASE_URL names")
    parser.add_argument("--every-step", action="store_true", help="repeat every step of the start, changed or not")
    parser.add_argument("--stop-with-parent", action="store_true", help="stop when the process that started it ends")


def main(arguments: list[str]) -> int:
    """Run until a stop is wanted. The exit code: 0 after a stop, 1 after a failure that was told in words."""
    parser = argparse.ArgumentParser(prog="manage.py up", description=(__doc__ or "").partition("\n")[0])
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    stopping = Stopping()
    stopping.listen()
    if options.stop_with_parent:
        stopping.with_parent()
    try:
        Up(options, stopping).run()
    except Trouble as trouble:
        complain(str(trouble))
        return 1
    except StopRequested:
        say("Stopped; nothing is left running, the data is kept.")
    return 0


@dataclass
class Up:
    """One run."""

    options: argparse.Namespace
    stopping: Stopping

    def run(self) -> None:
        environ = dict(os.environ)
        places = Places.of(environ)
        places.prepare()
        host, port = address(environ)
        environ["PORT"] = str(port)
        _complete(environ, places)
        with alone(places, Holder(os.getpid(), "make run", page(host, port)), pause=self.stopping.pause) as earlier:
            environ["TMPDIR"] = str(places.new_temporary_folder())
            self._wait_until_free(host, port, patient=earlier is not None)
            self._with_servers(places, environ, host, port)

    def _wait_until_free(self, host: str, port: int, *, patient: bool) -> None:
        deadline = time.monotonic() + (_FREED_SECONDS if patient else 0)
        while True:
            try:
                return check_free(host, port)
            except Trouble:
                if time.monotonic() >= deadline:
                    raise
            self.stopping.pause(0.1)

    def _with_servers(self, places: Places, environ: dict[str, str], host: str, port: int) -> None:
        say(f"Hostops keeps its data in {places.data}")
        line = StepLine("Database and queue")
        waiting = self.stopping.pause
        with servers(places, environ, say=say, pause=waiting) as started:
            line.done()
            environ |= started.variables
            demo = self.options.demo or "DATABASE_URL" in started.variables
            steps = Steps(places, environ, database=started.database, pause=waiting)
            steps.run(demo=demo, again=self.options.every_step)
            with announced(places, {name: value_of(name, environ) for name in _SHARED if is_given(name, environ)}):
                self._supervise(places, environ, started.children, host, port, demo)

    def _supervise(
        self,
        places: Places,
        environ: dict[str, str],
        running: tuple[Child, ...],
        host: str,
        port: int,
        demo: bool,
    ) -> None:
        supervisor = Supervisor(stopping=self.stopping, say=say)
        for child in running:
            supervisor.watch(child)
        line = StepLine("Portal")
        try:
            supervisor.start([Child(program) for program in portal_programs(places, environ, host=host, port=port)])
            self._wait_until_ready(supervisor, line, host, port)
            supervisor.read_from_now_on()
            _welcome(host, port, demo)
            supervisor.run()
        except StopRequested:
            say("Stopping ...")
            raise
        finally:
            supervisor.stop()

    def _wait_until_ready(self, supervisor: Supervisor, line: StepLine, host: str, port: int) -> None:
        """Raises Trouble if a process falls meanwhile; a portal that is only slow gets a line and goes on."""
        deadline = time.monotonic() + _READY_SECONDS
        while (why_not := unready(host, port)) is not None:
            if (fallen := supervisor.fallen()) is not None:
                line.done("failed")
                log = fallen.program.log
                raise Trouble(f"{fallen.program.name} did not start. The end of {log}:\n{last_lines(log)}")
            if time.monotonic() > deadline:
                line.done(f"not ready yet: {why_not}")
                return
            line.progress(why_not)
            self.stopping.pause(0.2)
        line.done()


def _complete(environ: dict[str, str], places: Places) -> None:
    if is_embedded(environ):
        fill_in(environ, places)
    elif missing := [name for name in ("DATABASE_URL", "REDIS_URL") if not is_given(name, environ)]:
        raise Trouble(
            f"HOSTOPS_ENV={environ['HOSTOPS_ENV']} starts no database and no queue of its own: "
            f"set {' and '.join(missing)}."
        )


def _welcome(host: str, port: int, demo: bool) -> None:
    say(f"\nHostops is ready: {page(host, port)}\n")
    if demo:
        show_sign_ins()
    say("Ctrl-C stops it.")
