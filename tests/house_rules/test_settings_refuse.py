"""Production does not start without what it needs, and says all of it at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "HOSTOPS_ENV": "production",
    "DJANGO_SECRET_KEY": "x7-" + "k3Zq" * 15,
    "ALLOWED_HOSTS": "portal.example.com",
    "PUBLIC_URL": "https://portal.example.com",
    "DATABASE_URL": "postgresql://hostops:secret@db/hostops",
    "REDIS_URL": "redis://queue/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.com:587",
    "MAIL_FROM": "Hostops <hostops@example.com>",
}


def starts(**environment: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    run = subprocess.run(
        [sys.executable, "-c", "import hostops.settings"],
        env=kept | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr


def test_starts_with_everything() -> None:
    assert starts(**WHOLE) == (0, "")


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "HOSTOPS_ENV"])
def test_refuses_without(name: str) -> None:
    code, said = starts(**{key: value for key, value in WHOLE.items() if key != name})
    assert code != 0
    assert f"{name}:" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_URL", "http://portal.example.com"),
        ("HOSTOPS_ENV", "prod"),
    ],
)
def test_refuses_the_unsafe(name: str, value: str) -> None:
    code, said = starts(**WHOLE | {name: value})
    assert code != 0
    assert name in said


def test_says_all_at_once() -> None:
    said = starts(HOSTOPS_ENV="production")[1]
    assert all(f"{name}:" in said for name in WHOLE if name != "HOSTOPS_ENV")


def test_secrets_may_come_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(WHOLE["DJANGO_SECRET_KEY"])
    given = {key: value for key, value in WHOLE.items() if key != "DJANGO_SECRET_KEY"}
    assert starts(**given, DJANGO_SECRET_KEY_FILE=str(secret)) == (0, "")
