from datetime import datetime, timedelta

import pytest

from hostops.clocks.models import Clock, Cycle
from tests.house import House
from tests.tickets_reports.rows import DAY, HOUR, about, attribute, promise, version_of


@pytest.fixture
def march(house: House, tuesday: datetime) -> dict[str, Clock]:
    """March until Tuesday the 10th: of harbor five decided at two levels, one open; of nordic one. One in February."""
    found = {
        "kept": promise(house, tuesday - DAY, tuesday - DAY - HOUR),
        "grave": promise(house, tuesday - 2 * DAY, tuesday - 2 * DAY - HOUR, level=1),
        "late": promise(house, tuesday - 3 * DAY, tuesday - 3 * DAY + HOUR),
        "excused": promise(house, tuesday - 4 * DAY, tuesday - 3 * DAY, level=1),
        "open_late": promise(house, tuesday - timedelta(minutes=5), None),
        "open": promise(house, tuesday + DAY, None),
        "february": promise(house, tuesday - 20 * DAY, tuesday - 21 * DAY, cycle=2),
    }
    past = {"opened_at": tuesday - 25 * DAY, "due_at": tuesday - 24 * DAY, "stopped_at": tuesday - 23 * DAY}
    february = found["february"]
    Cycle.objects.create(clock=february, cycle=1, revision=0, clause=february.clause, version=february.version, **past)
    attribute(house, found["excused"])
    nordic = Clock.objects.create(
        subject=about(house.nordic), kind="response", clause="iptor:0", version=version_of(house.nordic),
        opened_at=tuesday - DAY, started_at=tuesday - DAY, due_at=tuesday - HOUR, stopped_at=tuesday - 2 * HOUR,
    )  # fmt: skip
    return {**found, "nordic": nordic}
