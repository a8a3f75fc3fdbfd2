"""What must be done before the portal can serve, each only when something it depends on has changed."""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from hostops.embedded.child import Child, Program
from hostops.embedded.console import StepLine
from hostops.embedded.logs import last_lines
from hostops.embedded.places import REPOSITORY, Places
from hostops.embedded.trouble import Trouble

_LOOKS = 0.1  # seconds between two looks at a step's output
_STATIC = "Static files"


@dataclass(frozen=True, slots=True)
class Step:
    """A management command, and the files whose change makes it necessary again.

    The files are patterns of paths in the repository; a star stands for any part of a path.
    """

    title: str
    command: tuple[str, ...]
    depends_on: tuple[str, ...]
    demo: bool = False


STEPS = (
    Step("Database tables", ("migrate", "--no-input"), ("*/migrations/*.py", "requirements.lock")),
    Step("Policies", ("policies_publish",), ("hostops/policies/*.py", "hostops/policies/documents/*")),
    Step(
        "Demo data",
        ("demo_seed",),
        ("*seed.py", "*/seed/*.py", "hostops/embedded/signins.py", "hostops/policies/documents/*"),
        demo=True,
    ),
    Step(
        _STATIC,
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("static/*", "*/static/*", "requirements.lock", "hostops/settings.py"),
    ),
)


class Steps:
    """Runs the steps for one database and data folder, and remembers for which files each was done."""

    def __init__(
        self, places: Places, environ: dict[str, str], *, database: str, pause: Callable[[float], None]
    ) -> None:
        """`database` names the embedded database; '' is somebody else's, of which nothing can be remembered."""
        self._places = places
        self._environ = environ
        self._database = database
        self._pause = pause
        self._done: dict[str, str] = _read(places.steps)

    def run(self, *, demo: bool, again: bool = False) -> None:
        """Run what is due, a line for each. Raises Trouble, with the end of the step's output, at one that fails."""
        for step in STEPS:
            if step.demo and not demo:
                continue
            state = self._state(step)
            if self._done.get(step.title) == state and self._lasts(step) and not again:
                continue
            self._run(step)
            self._done[step.title] = state
            self._places.steps.write_text(json.dumps(self._done))

    def _state(self, step: Step) -> str:
        """A word that is another when the step's files or its database are others."""
        state = hashlib.sha256(f"{self._database} {step.command} {self._static_root()}".encode())
        for path in _files(step.depends_on):
            state.update(f"{path.relative_to(REPOSITORY)}\0".encode())
            state.update(hashlib.sha256(path.read_bytes()).digest())
        return state.hexdigest()

    def _lasts(self, step: Step) -> bool:
        """Whether what the step made is still there, as far as that can be known without asking the database."""
        return bool(self._database) and (step.title != _STATIC or self._static_root().is_dir())

    def _static_root(self) -> Path:
        return Path(self._environ.get("STATIC_ROOT") or self._places.data / "static")

    def _run(self, step: Step) -> None:
        program = self._program(step)
        child = Child(program)
        line = StepLine(step.title)
        child.start()
        try:
            while child.running():
                line.progress(last_lines(program.log, 1).strip())
                self._pause(_LOOKS)
            code = child.exit_code()
        finally:
            child.stop()
        if code != 0:
            line.done("failed")
            raise Trouble(f"The step {step.title!r} failed. The end of {program.log}:\n{last_lines(program.log)}")
        line.done()

    def _program(self, step: Step) -> Program:
        log = self._places.log / f"{step.command[0]}.log"
        log.unlink(missing_ok=True)
        return Program(
            name=step.command[0],
            argv=(sys.executable, "manage.py", *step.command),
            env=self._environ | {"PYTHONUNBUFFERED": "1"},
            cwd=REPOSITORY,
            log=log,
            pid_file=self._places.run / "step.pid",
            orphan_signal=signal.SIGTERM,
        )


def _files(patterns: Iterable[str]) -> list[Path]:
    """The files of the repository that the patterns name, sorted; never those of hidden folders such as `.venv`."""
    found: list[Path] = []
    for folder, folders, names in os.walk(REPOSITORY):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        here = Path(folder).relative_to(REPOSITORY)
        found += [here / name for name in names if _matches((here / name).as_posix(), patterns)]
    return sorted(REPOSITORY / path for path in found)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _read(path: Path) -> dict[str, str]:
    try:
        done: dict[str, str] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return done
