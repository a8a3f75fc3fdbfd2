"""The house on its Tuesday, with schedules."""

from datetime import datetime

import pytest

from tests.api.conftest import signed as signed
from tests.backups.house import Schedules, backed_up
from tests.house import BEGAN, House


@pytest.fixture
def schedules(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house, since=BEGAN)
