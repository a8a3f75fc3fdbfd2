"""A feed has the windows of its person, or of its account: a year back and all ahead, never a draft."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.accounts.models import Account, Person
from maintenance.actions.feeding import feed_make, feed_revoke
from maintenance.models import CalendarFeed
from tests.house import House
from tests.maintenance_calendars.conftest import Caller
from tests.maintenance_calendars.scene import DAY, affects, event_of, events_of, window


def address(person: Person, account: Account | None = None) -> str:
    _, secret = feed_make(actor=person, name="Telephone", account=account)
    return f"/api/v1/calendars/{secret}.ics"


def titles(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]).partition(" (")[0] for event in events_of(content)]


def test_anybody_with_the_address_has_it(house: House, tuesday: datetime, caller: Caller) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    answer = caller(None).get(address(house.contact))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "private" in answer["Cache-Control"]
    found = event_of(answer.content)
    assert (found["X-MAINTNOTE-ACCOUNT"], found["X-MAINTNOTE-OBJECT-ID"]) == ("harbor", "web1")
    assert b"\r\nX-WR-CALNAME:Telephone\r\n" in answer.content


def test_a_year_back_and_all_ahead_without_drafts(house: House, tuesday: datetime, caller: Caller) -> None:
    for title, days, state in [
        ("Long gone", -400, "completed"), ("Last year's", -360, "completed"), ("Far ahead", 900, "planned"),
        ("Draft", 3, "draft"), ("Off", 5, "cancelled"), ("Proposal", 7, "proposed"),
    ]:  # fmt: skip
        affects(window(state, title=title, starts_at=tuesday + days * DAY), house.harbor)
    answer = caller(None).get(address(house.contact))
    assert titles(answer.content) == ["Last year's", "Cancelled: Off", "Proposal", "Far ahead"]
    found = {str(event["SUMMARY"]): str(event["STATUS"]) for event in events_of(answer.content)}
    assert sorted(found.values()) == ["CANCELLED", "CONFIRMED", "TENTATIVE", "TENTATIVE"]


@pytest.mark.parametrize("shared", [False, True])
def test_a_strangers_windows_are_not_in_it(house: House, tuesday: datetime, caller: Caller, shared: bool) -> None:
    both, theirs = window(title="Both"), window(title="Theirs")
    affects(both, house.harbor, house.server)
    affects(both, house.nordic, house.nordic_server)
    affects(theirs, house.nordic, house.nordic_server)
    content = caller(None).get(address(house.contact, house.harbor if shared else None)).content
    assert titles(content) == ["Both"]
    assert b"erp1" not in content
    assert b"ordic" not in content


def test_staff_have_every_account_as_plain_entries(house: House, tuesday: datetime, caller: Caller) -> None:
    both = window(title="Both")
    affects(both, house.harbor, house.server)
    affects(both, house.nordic, house.nordic_server)
    affects(window(title="Draft", state="draft"), house.harbor)
    content = caller(None).get(address(house.planner)).content
    assert titles(content) == ["Both"]
    assert b"MAINTNOTE" not in content


def test_sequence_grows_and_a_cancelled_one_stays(house: House, tuesday: datetime, caller: Caller) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    where, client = address(house.contact), caller(None)
    before = event_of(client.get(where).content)
    made.starts_at += timedelta(hours=1)
    made.ends_at += timedelta(hours=1)
    made.sequence = 1
    made.save()
    moved = event_of(client.get(where).content)
    made.state, made.sequence, made.cancelled_at = "cancelled", 2, tuesday
    made.save()
    gone = event_of(client.get(where).content)
    assert before["UID"] == moved["UID"] == gone["UID"]
    assert [event["SEQUENCE"] for event in (before, moved, gone)] == [0, 1, 2]
    assert moved["DTSTART"].dt - before["DTSTART"].dt == timedelta(hours=1)
    assert (gone["STATUS"], gone["X-MAINTNOTE-STATUS"]) == ("CANCELLED", "CANCELLED")


def test_who_has_it_already_is_not_sent_it_again(house: House, tuesday: datetime, caller: Caller) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    where, client = address(house.contact), caller(None)
    tag = client.get(where)["ETag"]
    again = client.get(where, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    made.effect = "Other words"
    made.save()
    assert client.get(where, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_guessed_and_revoked_addresses_are_told_alike(house: House, tuesday: datetime, caller: Caller) -> None:
    feed, secret = feed_make(actor=house.contact, name="Telephone")
    where = f"/api/v1/calendars/{secret}.ics"
    client = caller(None)
    assert client.get(where).status_code == 200
    feed_revoke(actor=house.contact, feed=feed)
    answers = [client.get(one) for one in (where, "/api/v1/calendars/hostops_guess.ics", f"{where[:-5]}x.ics")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    assert all("ETag" not in answer for answer in answers)


def test_the_hash_is_no_address_and_nothing_else_is_kept(house: House, tuesday: datetime, caller: Caller) -> None:
    feed, secret = feed_make(actor=house.contact, name="Telephone")
    assert secret not in str(vars(CalendarFeed.objects.get(pk=feed.pk)))
    assert caller(None).get(f"/api/v1/calendars/{feed.token_hash}.ics").status_code == 404


def test_it_ends_with_its_person_and_changes_with_them(house: House, tuesday: datetime, caller: Caller) -> None:
    affects(window(title="Harbor's"), house.harbor)
    affects(window(title="Nordic's"), house.nordic)
    where, client = address(house.contact), caller(None)
    Person.objects.filter(pk=house.contact.pk).update(account=house.nordic)
    assert titles(client.get(where).content) == ["Nordic's"]
    Person.objects.filter(pk=house.contact.pk).update(is_active=False)
    assert client.get(where).status_code == 404


def test_when_it_was_fetched_is_noted_to_the_minute(house: House, tuesday: datetime, caller: Caller) -> None:
    where = address(house.contact)
    caller(None).get(where)
    assert CalendarFeed.objects.get().fetched_at == tuesday


def test_too_many_calls_of_one_address_wait(house: House, tuesday: datetime, caller: Caller, settings: Any) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"user": "100/min", "anon": "3/min"}}
    where, client = address(house.contact), caller(None)
    statuses = [client.get(where).status_code for _ in range(3)] + [client.get("/api/v1/calendars/x.ics").status_code]
    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow_with_the_windows(
    house: House, tuesday: datetime, caller: Caller, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        affects(window(starts_at=tuesday + number * DAY), house.harbor, house.server, house.unregistered)
    where, client = address(house.contact), caller(None)
    # the feed, when it was fetched, its tag of three; then windows, the account's rows, servers
    with django_assert_num_queries(8):
        assert len(events_of(client.get(where).content)) == count


def test_staffs_take_four_queries(
    house: House, tuesday: datetime, caller: Caller, django_assert_num_queries: Any
) -> None:
    affects(window(), house.harbor, house.server)
    where, client = address(house.planner), caller(None)
    with django_assert_num_queries(4):
        client.get(where)
