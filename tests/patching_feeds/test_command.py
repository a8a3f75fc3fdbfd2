"""`manage.py patch_feed`, for a crontab."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maintenance.patching.models import FeedReading
from tests.patching.scene import Patched
from tests.patching_feeds.scene import OPENSSL, apt, entry, kev


def run(*words: str) -> str:
    said = StringIO()
    call_command("patch_feed", *words, stdout=said)
    return said.getvalue().strip()


def test_a_file_is_read_by_the_portal_itself(scene: Patched, tmp_path: Path) -> None:
    file = tmp_path / "kev.json"
    file.write_text(kev(entry()))
    assert run("kev", str(file)) == "Read: 1 new."
    assert run("kev", str(file)) == "The same as the last one."
    assert (FeedReading.objects.get().read_by, FeedReading.objects.get().name) == (None, "kev.json")


def test_whose_output_it_is(scene: Patched, tmp_path: Path) -> None:
    file = tmp_path / "up.txt"
    file.write_text(apt(OPENSSL))
    assert run("apt", str(file), "--server", "erp1", "--account", "nordic") == "Read: 1 new."
    with pytest.raises(CommandError, match="whose output"):
        run("apt", str(file))
    with pytest.raises(CommandError, match="no server"):
        run("apt", str(file), "--server", "nosuch")


def test_what_cannot_be_read_names_the_place(scene: Patched, tmp_path: Path) -> None:
    file = tmp_path / "up.txt"
    file.write_text("Listing...\nno line\n")
    with pytest.raises(CommandError, match=r"up\.txt: Line 2: "):
        run("apt", str(file), "--server", "erp1")
    with pytest.raises(CommandError, match="No such file"):
        run("apt", str(tmp_path / "none"), "--server", "erp1")
