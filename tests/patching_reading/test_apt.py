"""`apt list --upgradable`: of this very machine, and line by line."""

import shutil
import subprocess

import pytest

from hostops.lib.versions import older
from maintenance.patching.reading import apt
from maintenance.patching.reading.found import Malformed

TEXT = """WARNING: apt does not have a stable CLI interface. Use with caution in scripts.

Listing...
openssl/stable-security,stable 3.0.17-1~deb12u2 amd64 [upgradable from: 3.0.16-1~deb12u1]
tzdata/stable-updates 2026b-0+deb12u1 all [upgradable from: 2026a-0+deb12u1]
libc6/stable-security 2.36-9+deb12u11 amd64 [upgradable from: 2.36-9+deb12u10]
libc6/stable-security 2.36-9+deb12u11 i386 [upgradable from: 2.36-9+deb12u10]
N: There are 2 additional versions. Please use the '-a' switch to see them.
"""


@pytest.mark.skipif(not shutil.which("apt"), reason="this machine has another package manager")
def test_the_machines_own_list_is_read() -> None:
    said = subprocess.run(["apt", "list", "--upgradable"], capture_output=True, text=True, check=True).stdout
    found = apt.read(said)
    assert len(found.pending) == sum("/" in line.partition(" ")[0] for line in said.splitlines())
    assert all(older(each.installed, each.candidate, "deb") for each in found.pending)


def test_each_line_is_a_package() -> None:
    found = apt.read(TEXT)
    assert found.scheme == "deb"
    assert [each.package for each in found.pending] == ["openssl", "tzdata", "libc6", "libc6:i386"]
    openssl, tzdata = found.pending[:2]
    assert (openssl.installed, openssl.candidate) == ("3.0.16-1~deb12u1", "3.0.17-1~deb12u2")
    assert (openssl.origin, openssl.security, tzdata.security) == ("stable-security,stable", True, False)


def test_in_another_language() -> None:
    text = "Auflistung…\nbash/stable 5.2.15-2+b9 amd64 [aktualisierbar von: 5.2.15-2+b7]\n"
    assert apt.read(text).pending[0].installed == "5.2.15-2+b7"


def test_nothing_to_upgrade_is_an_answer() -> None:
    assert apt.read("Listing... Done\n").pending == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("\n \n", "line 1"),
        ("Listing...\nbash 5.2\n", "line 2"),
        ("Listing...\nbash/stable 5.2.15-2+b9 amd64\n", "line 2"),
        ("Listing...\n\nbash/stable r5 amd64 [upgradable from: 5.2]\n", "line 3"),
        ("Listing...\nbash/stable 5.3 amd64 [upgradable from: x]\n", "line 2"),
        ("Listing...\nba\x00sh/stable 5.3 amd64 [upgradable from: 5.2]\n", "line 2"),
        ('{"vulnerabilities": []}', "line 1"),
        ("Listing...\nbash/stable 5.3 amd64 [upgradable from: 5.2]\ncut/off 1.2", "line 3"),
    ],
)
def test_anything_else_names_its_line(text: str, place: str) -> None:
    with pytest.raises(Malformed) as caught:
        apt.read(text)
    assert caught.value.place == place
