import pytest

from hostops.subjects.kinds import kinds
from tests.alerts.scene import PEOPLE, SCENE


@pytest.fixture(autouse=True)
def _scene() -> None:
    """The kind of subject that the alerts' scenes are about, and nobody named by it."""
    kinds.add("scene", SCENE)
    PEOPLE.clear()
