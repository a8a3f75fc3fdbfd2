"""What tests share: the published policies, a house full of people, and the present moved at will."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from whitenoise.base import WhiteNoise

from hostops.clocks.calendars import calendar_of
from hostops.lib.now import moved_to
from hostops.policies.actions import policy_publish
from hostops.policies.binding import parsed_version
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document
from tests.databases import ready_database
from tests.house import House, build_house

# A Tuesday, in working hours on both sides of the Atlantic.
TUESDAY = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hashing that is slow by design would be most of the run."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    """Let Django empty append-only tables between transactional tests, as only a superuser's session may."""
    flush = DatabaseOperations.execute_sql_flush

    def past_triggers(self: Any, sql_list: list[str]) -> None:
        flush(self, ["SET session_replication_role = replica", *sql_list, "SET session_replication_role = origin"])

    DatabaseOperations.execute_sql_flush = past_triggers  # type: ignore[method-assign, assignment]
    yield
    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker's database is a copy of one that is ready: to make the tables takes longer than many tests."""
    connection.settings_dict["TEST"] |= {"TEMPLATE": ready_database(), "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database with both policies published, as every portal has them."""
    with django_db_blocker.unblock():
        call_command("policies_publish", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _collected_static(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages name their static files by hash; the manifest must be there as in production."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _static_files_looked_at_once(_collected_static: None) -> Iterator[None]:
    """Each client makes the middleware anew, which then looks at every static file: more than most pages cost."""
    look = WhiteNoise.update_files_dictionary
    seen: dict[tuple[str, str], dict[str, Any]] = {}

    def once(self: Any, root: str, prefix: str) -> None:
        if (root, prefix) not in seen:
            before = set(self.files)
            look(self, root, prefix)
            seen[root, prefix] = {url: file for url, file in self.files.items() if url not in before}
        self.files.update(seen[root, prefix])

    WhiteNoise.update_files_dictionary = once
    yield
    WhiteNoise.update_files_dictionary = look


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def tuesday() -> Iterator[datetime]:
    """The present is Tuesday 10 March 2026, 17:00 UTC: 10:00 in Portland, 18:00 in Stockholm."""
    with moved_to(TUESDAY):
        yield TUESDAY


@lru_cache
def _document(name: str) -> Document:
    """Read once for a run: to read it costs more than most tests."""
    return load(DOCUMENTS / f"{name}.yaml")


def published(name: str) -> PolicyVersion:
    """The version that the test database has from the start; a transactional test may have emptied it.

    Its document and calendars are in memory then, as in a portal that runs: else the first test of a process that
    reads them would count more statements than the same test after others.
    """
    there = PolicyVersion.objects.select_related("policy").filter(policy__slug=name).order_by("-number").first()
    version = there or policy_publish(actor=None, document=_document(name))
    for calendar in parsed_version(version).calendars:
        calendar_of(version, calendar)
    return version


@pytest.fixture
def itpdx(db: None) -> PolicyVersion:
    return published("itpdx")


@pytest.fixture
def iptor(db: None) -> PolicyVersion:
    return published("iptor")


@pytest.fixture
def house(itpdx: PolicyVersion, iptor: PolicyVersion) -> House:
    """Two accounts with their people, contracts and servers, and staff of every role."""
    return build_house(itpdx, iptor)
