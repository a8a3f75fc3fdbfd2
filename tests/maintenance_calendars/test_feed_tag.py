"""The ETag of a feed: other wherever the feed is, known without the feed being written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Account, Person, Server
from hostops.lib.now import moved_to
from maintenance.actions.feeding import feed_make
from maintenance.calendars.feeds import feed_calendar
from maintenance.calendars.feedtag import feed_tag
from maintenance.models import Affected, AffectedServer, CalendarFeed, Window
from tests.house import House
from tests.maintenance_calendars.conftest import Caller
from tests.maintenance_calendars.scene import DAY, affects, window


def fed(person: Person, account: Account | None = None) -> CalendarFeed:
    feed, _ = feed_make(actor=person, name="Telephone", account=account)
    return feed


def _set(model: Any, **values: Any) -> Callable[[House], None]:
    return lambda house: model.objects.update(**values)


CHANGES: dict[str, Callable[[House], Any]] = {
    "a title": _set(Window, title="Other"),
    "an effect": _set(Window, effect="Nothing at all."),
    "times": _set(Window, ends_at=datetime.fromisoformat("2026-04-01T00:00Z")),
    "a cancellation": _set(Window, state="cancelled"),
    "a new notice": _set(Window, sequence=1),
    "its use": _set(Window, decision="not_used"),
    "no longer ours": _set(Affected, dropped_at=datetime.fromisoformat("2026-03-10T00:00Z")),
    "a server more": lambda house: AffectedServer.objects.create(
        affected=Affected.objects.get(), server=house.unregistered
    ),
    "a server less": lambda house: AffectedServer.objects.all().delete(),
    "a server of another name": lambda house: Server.objects.filter(pk=house.server.pk).update(hostname="web9"),
    "another window": lambda house: affects(window(title="Another"), house.harbor),
    "the account's zone": lambda house: Account.objects.filter(pk=house.harbor.pk).update(timezone="Asia/Tokyo"),
    "the reader's zone": lambda house: Person.objects.filter(pk=house.contact.pk).update(timezone="Asia/Tokyo"),
    "the feed's name": _set(CalendarFeed, name="Desk"),
}
OF_ONE_READER = {"the account's zone": False, "the reader's zone": True}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("shared", [False, True])
def test_it_differs_wherever_the_feed_does(house: House, tuesday: datetime, change: str, shared: bool) -> None:
    affects(window(), house.harbor, house.server)
    made = fed(house.contact, house.harbor if shared else None)
    before = (feed_calendar(made, tuesday), feed_tag(made, tuesday))
    assert feed_tag(made, tuesday) == before[1]
    CHANGES[change](house)
    again = CalendarFeed.objects.select_related("person", "account").get(pk=made.pk)
    differs = feed_calendar(again, tuesday) != before[0]
    assert differs or OF_ONE_READER.get(change) is shared or change.endswith("zone")
    assert not differs or feed_tag(again, tuesday) != before[1]


def test_what_falls_out_of_the_year_changes_it(house: House, tuesday: datetime) -> None:
    affects(window("completed", starts_at=tuesday - 360 * DAY), house.harbor)
    made = fed(house.contact)
    assert feed_tag(made, tuesday) == feed_tag(made, tuesday + DAY)
    assert feed_tag(made, tuesday) != feed_tag(made, tuesday + 30 * DAY)


def test_staff_and_strangers_have_tags_of_their_own(house: House, tuesday: datetime) -> None:
    affects(window(), house.harbor, house.server)
    feeds = [fed(house.contact), fed(house.holder), fed(house.planner), fed(house.contact, house.harbor)]
    assert len({feed_tag(feed, tuesday) for feed in feeds}) == 4


def test_a_strangers_window_changes_nothing(house: House, tuesday: datetime) -> None:
    affects(window(), house.harbor, house.server)
    made = fed(house.contact)
    before = feed_tag(made, tuesday)
    affects(window(title="Theirs"), house.nordic, house.nordic_server)
    assert feed_tag(made, tuesday) == before


def test_who_has_it_costs_five_statements_however_many(house: House, tuesday: datetime, caller: Caller) -> None:
    _, secret = feed_make(actor=house.contact, name="Telephone")
    where, client = f"/api/v1/calendars/{secret}.ics", caller(None)
    for place in range(6):
        affects(window(title=f"Window {place}"), house.harbor, house.server)
    tag = client.get(where)["ETag"]
    with CaptureQueriesContext(connection) as spent:
        answer = client.get(where, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, len(spent) <= 5) == (304, True), [one["sql"] for one in spent]
    with moved_to(tuesday + timedelta(seconds=1)):
        Window.objects.filter(title="Window 3").update(title="Window three")
        assert client.get(where, HTTP_IF_NONE_MATCH=tag).status_code == 200
