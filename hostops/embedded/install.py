"""Makes the virtual environment and installs a lock file into it. Run by make with the system's Python:

    python3 -I hostops/embedded/install.py .venv requirements.lock

The environment counts as ready for a lock file once a copy of that file lies in it; the copy is written
last, so an installation that was interrupted is taken up again at the next call.
Runs before anything is installed: standard library only, and no words that an old Python cannot read.
"""

import os
import shutil
import signal
import subprocess
import sys

OLDEST = (3, 11)


class Refusal(Exception):
    """What is wrong and the mend, in plain words."""


def main(arguments):  # type: (list[str]) -> int
    for wanted in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us with SIGINT ignored
        signal.signal(wanted, _stop)
    try:
        folder, lock = arguments
        _check_python()
        _ready_environment(folder)
        _install(folder, lock)
    except Refusal as refusal:
        sys.stderr.write("hostops: %s\n" % refusal)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nhostops: stopped. The next make goes on from here.\n")
        return 130
    return 0


def stamp(folder, lock):  # type: (str, str) -> str
    """The copy of the lock file that says it is installed."""
    return os.path.join(folder, os.path.basename(lock))


def _check_python():  # type: () -> None
    have = "%d.%d" % sys.version_info[:2]
    if sys.version_info < OLDEST:
        raise Refusal(
            "Python %s is too old, %d.%d or newer is needed. If one is installed, name it: make run PYTHON=python3.12"
            % ((have,) + OLDEST)
        )
    for module in ("venv", "ensurepip"):
        try:
            __import__(module)
        except ImportError:
            raise Refusal(
                "This Python %s comes without `%s`. Install what is missing (Debian, Ubuntu: apt install python%s-venv), "
                "then run make again." % (have, module, have)
            ) from None


def _ready_environment(folder):  # type: (str) -> None
    """An environment with a Python that runs; a broken or half-made one is made anew."""
    python = os.path.join(folder, "bin", "python")
    if subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) if os.path.exists(python) else True:
        print("Making a virtual environment in %s" % folder)
        shutil.rmtree(folder, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if made.returncode:
            raise Refusal("Cannot make %s:\n%s%s" % (folder, made.stdout.decode(errors="replace"), _mend(folder)))


def _mend(folder):  # type: (str) -> str
    above = os.path.dirname(os.path.abspath(folder))
    if os.access(above, os.W_OK):
        return ""
    return "%s is not writable for this user: make it so, or keep both elsewhere: make run VENV=... HOSTOPS_DATA=..." % above


def _install(folder, lock):  # type: (str, str) -> None
    if os.path.exists(stamp(folder, lock)):
        os.unlink(stamp(folder, lock))
    with open(lock) as file:
        count = sum("==" in line and not line.startswith("#") for line in file)
    print("Installing the packages of %s, up to %d, each checked against its hash" % (lock, count))
    python = os.path.join(folder, "bin", "python")
    words = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes", "-r", lock]
    pip = subprocess.Popen([python] + words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said = _follow(pip)
        if pip.wait():
            raise Refusal("The packages could not be installed; pip says:\n%s" % "".join(said[-15:]))
    finally:
        pip.terminate()
    shutil.copyfile(lock, stamp(folder, lock))


def _follow(pip):  # type: (subprocess.Popen[bytes]) -> list[str]
    """Show how far pip is; gives all it said."""
    said = []  # type: list[str]
    seen = 0
    live = sys.stdout.isatty()
    assert pip.stdout is not None
    for raw in pip.stdout:
        line = raw.decode(errors="replace")
        said.append(line)
        seen += line.startswith("Collecting ")
        if live:
            sys.stdout.write("\r\033[K  %3d  %s" % (seen, line.strip()[:70]))
        elif line.startswith("Collecting ") and seen % 10 == 0 or line.startswith("Installing"):
            sys.stdout.write("  %3d  %s\n" % (seen, line.strip()[:70]))
        sys.stdout.flush()
    sys.stdout.write("\r\033[K" if live else "")
    return said


def _stop(_number, _frame):  # type: (int, object) -> None
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
