"""Where the embedded stack keeps its things: one folder, `.data` unless HOSTOPS_DATA says another."""

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hostops.embedded.trouble import Trouble

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder and what lies where in it."""

    data: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Places":
        """The folder that HOSTOPS_DATA names, or `.data` beside `manage.py`; always an absolute path."""
        return cls(Path(environ.get("HOSTOPS_DATA") or REPOSITORY / ".data").absolute())

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def log(self) -> Path:
        return self.data / "log"

    @property
    def lock(self) -> Path:
        return self.run / "lock"

    @property
    def environment(self) -> Path:
        return self.run / "env.json"

    @property
    def steps(self) -> Path:
        return self.run / "steps.json"

    @property
    def secret_key(self) -> Path:
        return self.data / "secret_key"

    def prepare(self) -> None:
        """Make the folders. Raises Trouble, with the mend, where they cannot be made or written to.

        Others may pass through the data folder, for the database's user does; what is private in it is closed.
        """
        try:
            if not self.data.exists():
                self.data.mkdir(parents=True)
                self.data.chmod(0o711)
            for private in (self.run, self.log):
                private.mkdir(mode=0o700, exist_ok=True)
            for folder in (self.data, self.run, self.log):
                _try_writing(folder)
        except OSError as error:
            raise Trouble(
                f"Cannot write in {self.data}: {error.strerror or error}. Make it writable for this user, "
                "or keep the data elsewhere: make run HOSTOPS_DATA=/another/folder"
            ) from None

    def new_temporary_folder(self) -> Path:
        """An empty folder for what a run leaves lying about; that of the run before is cleared away."""
        folder = self.run / "tmp"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        return folder

    def own_secret_key(self) -> str:
        """Django's secret key of this folder, made at the first call and kept for its owner alone."""
        if not self.secret_key.exists():
            draft = self.data / f".secret_key-{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            with suppress(FileExistsError):  # two at once: the first one's key is everybody's
                os.link(draft, self.secret_key)
            draft.unlink()
        return self.secret_key.read_text().strip()


def _try_writing(folder: Path) -> None:
    trial = folder / f".writable-{os.getpid()}"
    trial.touch()
    trial.unlink()
