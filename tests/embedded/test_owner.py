"""Where PostgreSQL can run as nobody suitable, that is told in words."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.embedded.conftest import needs_root

START = """
import sys
from pathlib import Path
from hostops.embedded.postgres import Postgres
from hostops.embedded.trouble import Trouble
try:
    Postgres(Path(sys.argv[1]))
except Trouble as trouble:
    print(trouble)
"""


def test_root_of_a_namespace_without_other_users(folder: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-r", "true"], capture_output=True).returncode:
        pytest.skip("this system makes no user namespaces")
    words = [unshare, "-r", sys.executable, "-c", START, str(folder)]
    told = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert "DATABASE_URL" in told.stdout
    assert told.stderr == ""


@needs_root
def test_a_user_without_a_name(folder: Path) -> None:
    """As in a container that was started with a bare number for a user."""
    child = os.fork()  # no other Python need be readable for that user
    if child == 0:
        from hostops.embedded.owner import database_owner
        from hostops.embedded.trouble import Trouble

        os.setgroups([])
        os.setresgid(54321, 54321, 54321)
        os.setresuid(54321, 54321, 54321)
        try:
            database_owner(folder)
        except Trouble as trouble:
            os._exit(7 if "no name for user 54321" in str(trouble) else 1)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
