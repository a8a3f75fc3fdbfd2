"""The demo data, looked at in a copy that is there as long as this folder is tested."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import global_settings
from django.db import connection
from django.test import override_settings

from tests.demodata import demo_copy


@pytest.fixture(scope="package")
def present(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The instant up to which the demo's past reaches; its data is there while the folder is tested.

    Tests that use this are marked `django_db`: without any such test no database is made for them.
    """
    own = connection.settings_dict["NAME"]
    assert own.startswith("test_")
    # it was made by a process of its own, which hashed as a portal does
    as_there = override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS)
    with django_db_blocker.unblock(), demo_copy() as copy, as_there, override_settings(MEDIA_ROOT=str(copy.media)):
        _use(copy.name)
        try:
            yield copy.at
        finally:
            _use(own)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
