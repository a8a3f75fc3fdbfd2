"""Business events are filed two weeks ahead; later ones are accepted and flagged, or refused (itpdx:5d)."""

from datetime import datetime, timedelta

import pytest

from hostops.accounts.models import Server
from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from tests.house import House
from tests.maintenance_events.scene import DAY, HOUR, event, refusing_late_events

SECOND = timedelta(seconds=1)


def test_filed_in_time(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday, servers=[house.server])
    assert (made.account, made.filed_by, made.filed_at, made.filed_late) == (
        house.harbor,
        house.contact,
        tuesday,
        False,
    )
    assert list(made.servers.all()) == [house.server]
    entry = Entry.objects.get(verb="maintenance.event.filed")
    assert (entry.after["title"], entry.after["servers"]) == ("Spring sale", ["web1"])


def test_planners_are_told(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    told = Delivery.objects.filter(url=f"/events/{made.pk}/")
    assert {delivery.recipient for delivery in told} == {house.planner}
    assert told[0].title == "Harbor: event filed: Spring sale"


def test_the_last_moment_is_two_weeks_ahead_on_the_wall(house: House, tuesday: datetime) -> None:
    """Clocks go forward in Portland on 8 March; 14 days before a start at noon is noon, an hour earlier in UTC."""
    now = datetime.fromisoformat("2026-03-01T12:00:00-08:00")
    starts = datetime.fromisoformat("2026-03-15T12:00:00-07:00")
    for moment, late in ((now, False), (now + SECOND, True)):
        with moved_to(moment):
            assert event(house, moment, starts_at=starts, ends_at=starts + HOUR).filed_late is late


def test_late_it_is_accepted_and_flagged(house: House, tuesday: datetime) -> None:
    assert event(house, tuesday, days=13).filed_late is True


def test_late_it_is_refused_where_the_policy_says_so(house: House, tuesday: datetime) -> None:
    version = refusing_late_events()
    contract_bind(actor=None, contract=house.contract, version=version, binds_from=tuesday - DAY)
    with pytest.raises(BadField, match=r"itpdx:5d.*at least 14 days ahead; a later one is refused"):
        event(house, tuesday, days=13)
    assert event(house, tuesday, days=15).filed_late is False


def test_a_policy_without_a_lead_takes_any(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday, days=1, actor=house.stranger)
    assert (made.account, made.filed_late) == (house.nordic, False)


def test_what_has_begun_or_ends_before_it_starts_is_refused(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="starts_at"):
        event(house, tuesday, days=0)
    with pytest.raises(BadField, match="ends_at"):
        event(house, tuesday, ends_at=tuesday)
    with pytest.raises(BadField, match="title"):
        event(house, tuesday, title=" ")


def test_servers_are_the_accounts_own(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="servers"):
        event(house, tuesday, servers=list(Server.objects.filter(account=house.nordic)))


def test_planners_file_for_an_account_that_they_name(house: House, tuesday: datetime) -> None:
    assert event(house, tuesday, actor=house.planner, account=house.nordic).account == house.nordic
    with pytest.raises(BadField, match="account"):
        event(house, tuesday, actor=house.planner)


def test_whoever_may_not(house: House, tuesday: datetime) -> None:
    for who in (house.viewer, house.engineer):
        with pytest.raises(NotAllowed):
            event(house, tuesday, actor=who, account=house.harbor)
    with pytest.raises(NotAllowed):
        event(house, tuesday, actor=house.stranger, account=house.harbor)
