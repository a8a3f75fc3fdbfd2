"""Servers on the platforms of policies, on a Tuesday: linux weekly on nordic's, nothing promised of harbor's."""

from datetime import datetime

import pytest

from tests.api.conftest import signed as signed
from tests.house import House
from tests.patching.scene import Patched, patched


@pytest.fixture
def scene(house: House, tuesday: datetime) -> Patched:
    return patched(house)
