"""The demo data as a process of its own: killed on the way it leaves nothing, and refused it says so by its code."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest
from django.db import connection

from hostops.accounts.models import Account, Person
from hostops.accounts.seed import mark
from hostops.embedded.places import REPOSITORY
from tests.embedded.conftest import wait_until


@pytest.fixture
def environ(db: None) -> dict[str, str]:
    """Leads a process to the tests' own database."""
    path, question, rest = os.environ["DATABASE_URL"].partition("?")
    url = f"{path.rpartition('/')[0]}/{connection.settings_dict['NAME']}{question}{rest}"
    return dict(os.environ) | {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}


def start(environ: Mapping[str, str]) -> "subprocess.Popen[str]":
    command = (sys.executable, "manage.py", "demo_seed")
    return subprocess.Popen(
        command, cwd=REPOSITORY, env=dict(environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def backends() -> int:
    """Connections to the tests' database besides our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        count: int = cursor.fetchone()[0]
        return count


def test_killed_on_the_way_it_leaves_nothing(environ: Mapping[str, str]) -> None:
    before = backends()
    seeding = start({**environ, "DJANGO_SETTINGS_MODULE": "tests.embedded.endless_demo"})
    assert seeding.stdout is not None
    assert any("On the way" in line for line in seeding.stdout)
    seeding.kill()
    seeding.communicate()
    wait_until(lambda: backends() == before)
    assert not Person.objects.exists()
    assert not Account.objects.exists()
    assert not mark.is_there()


def test_production_is_refused_with_code_1(environ: Mapping[str, str]) -> None:
    production = {
        "HOSTOPS_ENV": "production",
        "DJANGO_SECRET_KEY": "long enough for production " * 3,
        "ALLOWED_HOSTS": "portal.example",
        "PUBLIC_URL": "https://portal.example",
        "EMAIL_URL": "smtp://localhost:2525",
        "MAIL_FROM": "portal@portal.example",
    }
    refused = start({**environ, **production})
    _, words = refused.communicate(timeout=120)
    assert refused.returncode == 1
    assert "demo data never goes there" in words
