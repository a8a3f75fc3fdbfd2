"""Some weeks of nordic's server: weekly fulls, daily incrementals, snapshots, as they came until the present."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from backups.models import Run, Schedule
from tests.backups.house import backed_up, unheard
from tests.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Tuesday 10 March 2026; the Sundays before it are 8 March and 1 March. Frankfurt is an hour before UTC.
SUNDAY = datetime(2026, 3, 8, 0, 0, tzinfo=UTC)
BEGAN = SUNDAY - 14 * DAY


class Weeks:
    """The schedules of erp1 by tier, promised since two weeks before the last Sunday."""

    def __init__(self, house: House, began: datetime = BEGAN) -> None:
        every: Mapping[tuple[str, str], Schedule] = backed_up(house, since=began)
        self.schedules = {tier: one for (server, tier), one in every.items() if server == "erp1"}
        self.every = every

    def made(self, tier: str, at: datetime, **more: Any) -> Run:
        return unheard(self.schedules[tier], at, **more)

    def fulls(self, *sundays: int) -> list[Run]:
        """Weekly fulls at 02:40 local time, so many weeks before the last Sunday."""
        return [self.made("weekly", SUNDAY - weeks * 7 * DAY + timedelta(hours=1, minutes=40)) for weeks in sundays]

    def dailies(self, first: int, last: int, *, without: tuple[int, ...] = ()) -> Iterator[Run]:
        """Dailies at 01:20 local time, of the days from so many before the last Sunday up to the last one."""
        for day in range(first, last + 1):
            if day not in without:
                yield self.made("daily", SUNDAY + day * DAY + timedelta(minutes=20))

    def snapshots(self, first: int, last: int) -> list[Run]:
        return [
            self.made("snapshot", SUNDAY + day * DAY + timedelta(hours=4, minutes=5)) for day in range(first, last + 1)
        ]

    def as_promised(self) -> None:
        """Everything came, since the beginning."""
        self.fulls(2, 1, 0)
        list(self.dailies(-14, 2))
        self.snapshots(-14, 2)
        self.made("monthly", datetime(2026, 3, 1, 2, 40, tzinfo=UTC))
