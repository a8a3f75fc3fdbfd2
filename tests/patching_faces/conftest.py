"""Pages of what was kept, asked for as a browser does; a platform of each kind at nordic."""

from collections.abc import Mapping

import pytest

from hostops.policies.models import PolicyVersion
from maintenance.patching.models import PatchDuty
from tests.house import House
from tests.patching.scene import platforms
from tests.patching_faces.rows import duty
from tests.tickets_pages.conftest import browser as browser


@pytest.fixture
def duties(house: House, iptor: PolicyVersion) -> Mapping[str, PatchDuty]:
    """Of nordic's servers by hostname, since June 2025; nothing is owed yet."""
    servers = platforms(house)
    return {
        name: duty(server, iptor, server.platform) for name, server in servers.items() if server.account == house.nordic
    }
