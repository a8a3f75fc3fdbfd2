"""Makes the virtual environment and installs a lock file into it. Run by make with the system's Python:

    python3 -I hostops/embedded/install.py .venv requirements.lock

The environment counts as ready for a lock file once a copy of that file lies in it; the copy is written
last, so an installation that was interrupted is taken up again at the next call.
Runs before anything is installed, hence the standard library only.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

_TOLD = 15  # lines of pip that tell why it failed


class Refusal(Exception):
    """What is wrong and the mend, in plain words."""


def main(arguments: list[str]) -> int:
    """Install; the exit code is 0 when everything is in place. Ctrl-C and SIGTERM end it and pip."""
    for wanted in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us with SIGINT ignored
        signal.signal(wanted, _stop)
    folder, lock = map(Path, arguments)
    try:
        _check_python()
        _make_environment(folder)
        _install(folder, lock)
    except Refusal as refusal:
        print(f"hostops: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nhostops: stopped; the next make goes on from here.", file=sys.stderr)
        return 130
    return 0


def _check_python() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise Refusal(
                f"This Python {version} comes without `{module}`. Install it "
                f"(Debian, Ubuntu: apt install python{version}-venv), then run make again."
            )


def _make_environment(folder: Path) -> None:
    """An environment whose Python and pip run; one that is broken or half-made is made anew."""
    if _works(folder):
        return
    above = folder.absolute().parent
    if not os.access(above, os.W_OK):
        raise Refusal(
            f"Cannot write in {above}. Make it writable for this user, or keep everything elsewhere: "
            "make run VENV=/another/venv HOSTOPS_DATA=/another/data"
        )
    print(f"Making a virtual environment in {folder}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Refusal(f"Cannot make {folder}:\n{made.stdout}{made.stderr}")


def _works(folder: Path) -> bool:
    python = folder / "bin" / "python"
    if not python.exists():
        return False
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _install(folder: Path, lock: Path) -> None:
    stamp = folder / lock.name
    stamp.unlink(missing_ok=True)
    count = sum("==" in line for line in lock.read_text().splitlines() if not line.startswith((" ", "#")))
    print(f"Installing the packages of {lock}, up to {count}, each checked against its hash", flush=True)
    # --no-deps: the lock file is the whole of it
    words = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    pip = subprocess.Popen(
        [str(folder / "bin" / "python"), *words, "-r", str(lock)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        said = _follow(pip)
        if pip.wait():
            raise Refusal(f"The packages could not be installed. pip says:\n{''.join(said[-_TOLD:])}")
    finally:
        pip.terminate()
    shutil.copyfile(lock, stamp)


def _follow(pip: "subprocess.Popen[str]") -> list[str]:
    """Show how far pip is: in one line on a terminal, else every tenth package. Gives all it said."""
    said: list[str] = []
    seen = 0
    live = sys.stdout.isatty()
    for line in pip.stdout or ():
        said.append(line)
        collecting = line.startswith("Collecting ")
        seen += collecting
        if live:
            print(f"\r\033[K  {seen:3}  {line.strip()[:70]}", end="", flush=True)
        elif (collecting and seen % 10 == 0) or line.startswith("Installing "):
            print(f"  {seen:3}  {line.strip()[:70]}", flush=True)
    print("\r\033[K" if live else "", end="", flush=True)
    return said


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
