"""The demo data, made once for the tests of this folder and taken back after the last of them."""

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from hostops.lib.now import now


@pytest.fixture(scope="package")
def present(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The instant up to which the demo's past reaches; its data is there while the folder is tested.

    Tests that use this are marked `django_db`: without any such test no database is made for them.
    """
    assert connection.settings_dict["NAME"].startswith("test_")
    with django_db_blocker.unblock(), transaction.atomic():
        at = now()
        call_command("demo_seed", stdout=StringIO())
        yield at
        transaction.set_rollback(True)
