from collections.abc import Iterator
from typing import Any

import pytest

from hostops.subjects.kinds import kinds
from tests.alerts.postoffice import PostOffice, post_office
from tests.alerts.scene import PEOPLE, SCENE


@pytest.fixture(scope="session", autouse=True)
def _kind_of_subject() -> None:
    kinds.add("scene", SCENE)


@pytest.fixture(autouse=True)
def _nobody_named() -> None:
    PEOPLE.clear()


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """A mail server that Django sends to."""
    with post_office(settings) as office:
        yield office
