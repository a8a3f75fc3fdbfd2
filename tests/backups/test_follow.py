"""Servers get their tiers from the policy in force, and clocks that stand at the next slot."""

from datetime import UTC, datetime

from backups.models import Terms
from tests.backups.house import HARBORS, NORDICS, backed_up, clock_of
from tests.house import House


def test_each_server_has_the_tiers_of_its_policy(house: House, tuesday: datetime) -> None:
    made = backed_up(house)
    assert set(made) == {("web1", tier) for tier in HARBORS} | {("erp1", tier) for tier in NORDICS}
    assert {terms.from_at for terms in Terms.objects.all()} == {tuesday}


def test_the_clock_stands_at_the_next_slot(house: House, tuesday: datetime) -> None:
    daily = backed_up(house)["erp1", "daily"]
    clock = clock_of(daily)
    # 01:00 in Frankfurt, with four hours of grace
    assert clock.started_at == datetime(2026, 3, 11, 0, 0, tzinfo=UTC)
    assert clock.due_at == datetime(2026, 3, 11, 4, 0, tzinfo=UTC)
    assert clock.clause == "iptor:2a"
    assert clock.subject.reference == daily.number == daily.subject.reference
    assert clock.subject.account == house.nordic
    assert daily.look_at == clock.started_at
