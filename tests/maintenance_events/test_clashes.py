"""Windows and events in each other's way, told on both sides."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Zone
from maintenance.actions.events import event_withdraw
from maintenance.clashes import events_in, windows_touching
from maintenance.models import BusinessEvent, Window
from tests.house import House
from tests.maintenance_events.scene import DAY, HOUR, event, planned


def found(house: House, *events: BusinessEvent) -> dict[int, list[Window]]:
    return {pk: windows for pk, windows in windows_touching(events, house.planner).items() if windows}


def test_by_each_kind_of_scope(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    zone = Zone.objects.get()
    at = tuesday + 20 * DAY
    scopes: list[dict[str, Any]] = [
        {},
        {"account": house.harbor},
        {"server": house.server},
        {"zone": zone},
        {"location": zone.location},
    ]
    windows = [planned(at, **scope) for scope in scopes]
    planned(at, account=house.nordic)
    planned(at, server=house.nordic_server)
    assert found(house, made) == {made.pk: windows}


def test_an_event_of_one_server_only_clashes_there(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday, servers=[house.server])
    planned(tuesday + 20 * DAY, server=house.unregistered)
    assert found(house, made) == {}
    both = planned(tuesday + 20 * DAY, server=house.server)
    assert found(house, made) == {made.pk: [both]}


def test_what_ends_when_the_other_begins_does_not_clash(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    planned(made.starts_at - 2 * HOUR)
    planned(made.ends_at)
    assert found(house, made) == {}
    assert events_in(servers=[house.server], starts_at=made.ends_at, ends_at=made.ends_at + HOUR) == []


def test_what_was_called_off_is_in_nobodys_way(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    window = planned(tuesday + 20 * DAY)
    Window.objects.filter(pk=window.pk).update(state="cancelled")
    assert found(house, made) == {}
    Window.objects.filter(pk=window.pk).update(state="planned")
    event_withdraw(actor=house.contact, event=made)
    assert found(house, made) == {}
    assert events_in(servers=[house.server], starts_at=made.starts_at, ends_at=made.ends_at) == []


def test_events_that_work_on_servers_would_disturb(house: House, tuesday: datetime) -> None:
    whole, of_one = event(house, tuesday), event(house, tuesday, servers=[house.unregistered])
    other = event(house, tuesday, actor=house.stranger)
    span: dict[str, Any] = {"starts_at": whole.starts_at, "ends_at": whole.ends_at}
    assert events_in(servers=[house.server], **span) == [whole]
    assert events_in(servers=[house.unregistered, house.nordic_server], **span) == [whole, of_one, other]
    assert events_in(servers=[], accounts=[house.harbor], **span) == [whole, of_one]


def test_a_customer_is_not_told_of_windows_it_may_not_see(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    planned(tuesday + 20 * DAY)
    assert not windows_touching([made], house.contact).get(made.pk)  # not announced to the account


def test_it_costs_the_same_for_many(house: House, tuesday: datetime) -> None:
    for _ in range(5):
        event(house, tuesday)
        planned(tuesday + 20 * DAY, server=house.server)
    events = list(BusinessEvent.objects.prefetch_related("servers"))
    with CaptureQueriesContext(connection) as caught:
        assert len(windows_touching(events, house.planner)) == 5
    assert len(caught) == 3  # windows, their scopes, the accounts' servers with their zones
