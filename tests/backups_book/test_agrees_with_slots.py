"""What the exceptions say of a day is what the slots say, over random nights with clocks that move by themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from backups.asked import Asked
from backups.rules.days import span_of
from backups.slots import slots_between
from backups.turning import slots_turn
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups.house import backed_up, ran, schedules
from tests.house import House

# Over the night in which Stockholm's clocks go forward.
BEGAN = datetime(2026, 3, 26, 12, tzinfo=UTC)
DAYS = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIERS = ("daily", "snapshot", "weekly")


def nights(chance: Random) -> Iterator[tuple[datetime, str, str]]:
    """Runs that end at any time: (when, of which tier, how)."""
    for _ in range(14):
        at = BEGAN + chance.random() * DAYS * DAY
        yield at, chance.choice(TIERS), chance.choice(("ok", "ok", "failed", "warning"))


@pytest.mark.parametrize("seed", range(4))
def test_the_same_of_every_day(house: House, iptor: PolicyVersion, seed: int) -> None:
    with moved_to(BEGAN):
        backed_up(house)
    for at, tier, status in sorted(nights(Random(seed))):
        with moved_to(at):
            slots_turn()
            ran(schedules()["erp1", tier], at, status)
    end = BEGAN + (DAYS + 1) * DAY
    with moved_to(end):
        slots_turn()
        mine = [each for (server, _), each in schedules().items() if server == "erp1"]
        slots = [slot for of in slots_between(mine, BEGAN, end, end).values() for slot in of]
        for number in range(1, DAYS):
            day = (BEGAN + number * DAY).date()
            start, stop = span_of(day, "Europe/Stockholm")
            expected = {
                (slot.schedule, slot.at): slot.state
                for slot in slots
                if start <= slot.due_at < stop and slot.state in ("missed", "failed", "late")
            }
            rows = Asked(day=day, policy=iptor.policy).rows(house.engineer)[0]
            assert {row.key: row.state for row in rows if row.is_broken} == expected, day
