"""Duplicates merged: one case ends and goes on in the other; no promise is dropped, and reopening undoes it."""

from datetime import datetime, timedelta

import pytest

from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from hostops.subjects.models import SubjectLink
from tests.house import House
from tests.tickets.cases import clock, file, phoned, state
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text
from tickets.actions import (
    case_link,
    case_merge,
    case_reopen,
    case_resolve,
    case_unlink,
    message_add,
    watcher_add,
)
from tickets.links import links_of
from tickets.models import Case, Merge, Message

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def first(house: House, tuesday: datetime) -> Case:
    return file(house, 3, title="Shop is down")


@pytest.fixture
def again(house: House, first: Case) -> Case:
    """The same, reported by a colleague."""
    return file(house, 4, title="Cannot order", description="The basket is empty.", actor=house.holder)


def copied(case: Case) -> set[str]:
    return {watcher.name for watcher in case.watchers.select_related("person")}


def test_the_duplicate_ends_and_both_know_of_it(house: House, first: Case, again: Case) -> None:
    case_merge(actor=house.engineer, case=again, target=first)
    assert (again.state, again.outcome, first.state) == ("resolved", "withdrawn", "new")
    assert Merge.objects.standing().get().target == first
    assert [(link.words, link.reference) for link in links_of(first, house.viewer)] == [("duplicated by", again.number)]
    told = {entry.verb: entry.after for entry in Entry.objects.filter(object_id__in=[first.pk, again.pk])}
    assert told["tickets.case.merged"]["merged_into"] == first.number
    assert told["tickets.case.took_in"]["duplicate"] == again.number


def test_its_reporter_is_told_where_it_goes_on_and_hears_of_it_from_there(
    house: House, first: Case, again: Case
) -> None:
    watcher_add(actor=house.holder, case=again, address="buying@example.com")
    case_merge(actor=house.engineer, case=again, target=first)
    assert copied(first) == {house.holder.display_name, "buying@example.com"}
    message = Message.objects.get(case=again)
    assert (message.visibility, message.purpose) == ("public", "merge")
    assert first.number in message.body
    message_add(actor=house.engineer, case=first, body="Restarted it.")
    sent = Delivery.objects.filter(channel="email", body__contains="Restarted it.")
    assert set(sent.values_list("address", flat=True)) == {
        house.contact.email, house.holder.email, "buying@example.com",
    }  # fmt: skip


def test_own_words_replace_ours(house: House, first: Case, again: Case) -> None:
    case_merge(actor=house.engineer, case=again, target=first, body="One disk, two faces.")
    assert Message.objects.get(case=again).body == "One disk, two faces."


def test_the_merge_itself_is_the_response(house: House, first: Case, again: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + 5 * MINUTE):
        case_merge(actor=house.engineer, case=again, target=first)
    assert (state(again), clock(again).stopped_at, again.first_response_at) == (
        "met",
        tuesday + 5 * MINUTE,
        tuesday + 5 * MINUTE,
    )
    assert state(first) == "running"


def test_a_promise_that_was_late_stays_late(house: House, first: Case, again: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + 8 * DAY):
        case_merge(actor=house.engineer, case=again, target=first)
        assert state(again) == "breached"
    assert clock(again).stopped_at == tuesday + 8 * DAY


def test_an_answer_that_its_reporter_got_in_the_other_case_counts(house: House, first: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + MINUTE):
        again = file(house, 3)  # the same reporter
    with moved_to(tuesday + 3 * MINUTE):
        message_add(actor=house.engineer, case=first, body="We are on it.")
    with moved_to(tuesday + 3 * DAY):
        case_merge(actor=house.engineer, case=again, target=first)
        assert (state(again), clock(again).stopped_at) == ("met", tuesday + 3 * MINUTE)


def test_an_answer_that_its_reporter_never_got_does_not_count(house: House, first: Case, tuesday: datetime) -> None:
    again = file(house, 3, actor=house.holder)
    with moved_to(tuesday + 3 * MINUTE):
        message_add(actor=house.engineer, case=first, body="We are on it.")
    with moved_to(tuesday + 3 * DAY):
        case_merge(actor=house.engineer, case=again, target=first)
        assert (state(again), clock(again).stopped_at) == ("breached", tuesday + 3 * DAY)


def test_on_copy_it_was_got_from_then_on(house: House, first: Case, again: Case, tuesday: datetime) -> None:
    message_add(actor=house.engineer, case=first, body="Not yet on copy.")
    with moved_to(tuesday + 2 * MINUTE):
        watcher_add(actor=house.engineer, case=first, person=house.holder)
    with moved_to(tuesday + 4 * MINUTE):
        message_add(actor=house.engineer, case=first, body="Now on copy.")
    with moved_to(tuesday + 30 * MINUTE):
        case_merge(actor=house.engineer, case=again, target=first)
    assert clock(again).stopped_at == tuesday + 4 * MINUTE


def test_notes_and_the_customers_own_words_answer_nothing(house: House, first: Case, tuesday: datetime) -> None:
    again = file(house, 3)
    message_add(actor=house.engineer, case=first, body="Known.", visibility="internal")
    message_add(actor=house.holder, case=first, body="Any news?")
    with moved_to(tuesday + MINUTE):
        case_merge(actor=house.engineer, case=again, target=first)
    assert clock(again).stopped_at == tuesday + MINUTE


def test_what_was_said_before_it_was_reported_answers_it_not(house: House, first: Case, tuesday: datetime) -> None:
    message_add(actor=house.engineer, case=first, body="Good morning.")
    with moved_to(tuesday + MINUTE):
        again = file(house, 3)
    with moved_to(tuesday + 2 * MINUTE):
        case_merge(actor=house.engineer, case=again, target=first)
    assert clock(again).stopped_at == tuesday + 2 * MINUTE


def test_a_held_duplicate_leaves_the_line(house: House, tuesday: datetime) -> None:
    first, held = phoned(house, 1), phoned(house, 1, reporter=house.holder)
    assert held.state == "held"
    case_merge(actor=house.engineer, case=held, target=first)
    assert held.state == "resolved"


def test_its_place_is_free_at_once(house: House, tuesday: datetime) -> None:
    *five, held = [file(house, 3) for _ in range(6)]
    assert held.state == "held"
    case_merge(actor=house.engineer, case=five[0], target=five[1])
    held.refresh_from_db()
    assert held.state == "new"


def test_its_place_may_go_to_the_other_case(house: House, tuesday: datetime) -> None:
    priority, held = phoned(house, 2), phoned(house, 1, reporter=house.holder)
    case_merge(actor=house.engineer, case=priority, target=held)
    assert (held.state, priority.state) == ("new", "resolved")


def test_a_graver_case_does_not_vanish_in_a_lesser_one(house: House, first: Case) -> None:
    grave = phoned(house, 1)
    with pytest.raises(NotPossible, match="the other way round"):
        case_merge(actor=house.engineer, case=grave, target=first)
    grave.refresh_from_db()
    assert (grave.state, Merge.objects.count()) == ("new", 0)
    case_merge(actor=house.engineer, case=first, target=grave)


def test_reopening_undoes_it(house: House, first: Case, again: Case) -> None:
    watcher_add(actor=house.contact, case=first, person=house.viewer)
    case_merge(actor=house.engineer, case=again, target=first)
    case_reopen(actor=house.holder, case=again, reason="It is something else.")
    first.refresh_from_db()
    assert (again.state, state(again)) == ("open", "running")
    assert copied(first) == {house.viewer.display_name}
    assert not Merge.objects.standing().exists()
    assert links_of(first, house.engineer) == []
    assert Entry.objects.get(verb="tickets.case.parted").object_id == first.pk
    case_merge(actor=house.engineer, case=again, target=first)
    assert Merge.objects.count() == 2


def test_impossible_merges_say_why(house: House, first: Case, again: Case) -> None:
    nordics = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    with pytest.raises(BadField, match="another account"):
        case_merge(actor=house.engineer, case=again, target=nordics)
    with pytest.raises(BadField, match="itself"):
        case_merge(actor=house.engineer, case=again, target=again)
    case_resolve(actor=house.engineer, case=first, body="Done.")
    with pytest.raises(NotPossible, match="is resolved"):
        case_merge(actor=house.engineer, case=again, target=first)
    with pytest.raises(NotPossible, match="merge is not possible"):
        case_merge(actor=house.engineer, case=first, target=again)
    again.refresh_from_db()
    assert (again.state, Merge.objects.count(), Message.objects.filter(case=again).count()) == ("new", 0, 0)


def test_two_do_not_end_in_each_other(house: House, first: Case, again: Case) -> None:
    case_merge(actor=house.engineer, case=again, target=first)
    with pytest.raises(NotPossible):
        case_merge(actor=house.engineer, case=first, target=again)


def test_engineers_alone_merge(house: House, first: Case, again: Case) -> None:
    for person in (house.contact, house.holder, house.viewer, house.stranger, house.planner):
        with pytest.raises(NotAllowed):
            case_merge(actor=person, case=again, target=first)


def test_the_link_of_a_merge_goes_with_the_merge_alone(house: House, first: Case, again: Case) -> None:
    case_link(actor=house.engineer, case=again, target=first, relation="duplicates")
    case_merge(actor=house.engineer, case=again, target=first)
    with pytest.raises(NotPossible, match="reopen"):
        case_unlink(actor=house.engineer, case=first, link=SubjectLink.objects.get())


def test_pages_point_to_each_other_and_keep_the_words(house: House, first: Case, again: Case, browser: Browser) -> None:
    message_add(actor=house.engineer, case=again, body="The holder is nervous.", visibility="internal")
    typed = {"target": first.number, "body": ""}
    assert browser(house.engineer).post(address(again, "merge"), typed).status_code == 302
    theirs = browser(house.contact)
    assert f"This goes on in {first.number}" in text(theirs, again)
    shown = text(theirs, first)
    assert f"{again.number} was merged into this one: Cannot order" in shown
    assert "The basket is empty." in shown
    assert "nervous" not in page(theirs, first)
    staffs = page(browser(house.engineer), first)
    assert "nervous" in staffs
    assert "Take away" not in staffs


def test_page_says_why_not(house: House, first: Case, again: Case, browser: Browser) -> None:
    case_resolve(actor=house.engineer, case=first, body="Done.")
    answer = browser(house.engineer).post(address(again, "merge"), {"target": first.number})
    assert answer.status_code == 409
    assert f"{first.number} is resolved" in answer.content.decode()


def test_rest(house: House, first: Case, again: Case, calls: Callers) -> None:
    nordics = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    for target in (nordics.number, again.number, "HC-0"):
        assert pointers(calls.engineer.step(again, "merge", {"target": target})) == ["/target"]
    assert calls.contact.step(again, "merge", {"target": first.number}).status_code == 403
    shown = calls.engineer.step(again, "merge", {"target": first.number})
    assert (shown.status_code, shown.json()["state"], shown.json()["merged_into"]) == (200, "resolved", first.number)
    assert calls.viewer.get(at(first)).json()["merged_into"] is None
    assert calls.engineer.step(again, "merge", {"target": first.number}).status_code == 409
    [link] = calls.viewer.get(at(again, "links")).json()["results"]
    assert (link["words"], link["reference"]) == ("duplicate of", first.number)
