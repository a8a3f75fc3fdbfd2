"""`/away/` and `/handover/` in the browser."""

from datetime import datetime
from typing import Any

from hostops.duty.actions import handover_write
from hostops.duty.models import Absence, Handover
from tests.browsing import browser_of, text_of
from tests.duty.scene import DAY, HOUR, away, on_call
from tests.house import House
from tests.tickets.cases import phoned

TIMES = {"starts_at": "2026-03-10T18:00", "ends_at": "2026-03-20T18:00"}


def test_away_set_by_oneself_and_ended(house: House, tuesday: datetime) -> None:
    browser = browser_of(house.engineer)
    assert browser.post("/away/new/", {**TIMES, "deputy": house.planner.pk})["Location"] == "/away/"
    absence = Absence.objects.get()
    assert (absence.person, absence.deputy) == (house.engineer, house.planner)
    assert "Engineer 10 Mar 2026, 18:00 UTC in 1 h 20 Mar 2026, 18:00 UTC" in text_of(browser.get("/away/"))
    browser.post(f"/away/{absence.pk}/end/")
    assert "Everybody is here." in text_of(browser.get("/away/"))


def test_a_manager_sets_it_for_others(house: House, tuesday: datetime) -> None:
    assert 'name="person"' not in browser_of(house.engineer).get("/away/new/").content.decode()
    browser_of(house.manager).post("/away/new/", {**TIMES, "person": house.engineer.pk})
    assert Absence.objects.get().person == house.engineer


def test_the_past_is_there_when_asked_for(house: House, tuesday: datetime) -> None:
    away(house.engineer, tuesday, starts_at=tuesday - 3 * DAY, ends_at=tuesday - 2 * DAY)
    browser = browser_of(house.manager)
    assert "Everybody is here." in text_of(browser.get("/away/"))
    assert "Engineer 7 Mar 2026" in text_of(browser.get("/away/?when=all"))


def test_the_note_begins_with_the_facts_and_what_was_typed_is_kept(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    browser = browser_of(house.engineer)
    assert f"- {case.number} Shop is down (Harbor), with nobody" in text_of(browser.get("/handover/new/"))
    again = browser.post("/handover/new/", {"text": "   "})
    assert "Write something here" in text_of(again)
    assert case.number not in again.context["form"]["text"].value()


def test_written_read_and_found(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 1, tuesday + DAY + HOUR)
    where = browser_of(house.engineer).post("/handover/new/", {"text": "Watch <b>web1</b>, it swaps."})["Location"]
    note = Handover.objects.get()
    assert where == f"/handover/{note.pk}/"
    writers, readers = browser_of(house.engineer), browser_of(house.second_engineer)
    assert "I have read it" not in text_of(writers.get(where))
    page = readers.get(where)
    assert "I have read it" in text_of(page)
    assert "Watch &lt;b&gt;web1&lt;/b&gt;" in page.content.decode()
    assert readers.post(f"{where}confirm/")["Location"] == where
    assert "✓ Read" in text_of(readers.get(where))
    for query, there in [("q=swaps", True), ("q=router", False), ("read=yes", True), ("read=no", False)]:
        assert ("Watch" in text_of(readers.get(f"/handover/?{query}"))) is there, query


def test_who_it_is_not_for_is_refused_in_words(house: House, tuesday: datetime) -> None:
    note = handover_write(actor=house.engineer, text="x")
    answer = browser_of(house.engineer).post(f"/handover/{note.pk}/confirm/")
    assert answer.status_code == 403
    assert "You wrote this note" in text_of(answer)


def test_lists_cost_the_same_however_long(house: House, tuesday: datetime, django_assert_num_queries: Any) -> None:
    browser = browser_of(house.manager)
    for number in range(2):
        for page in ("/handover/", "/away/"):
            with django_assert_num_queries(4):  # session, reader, bell, the page
                browser.get(page)
        for day in range(1, 12):
            at = tuesday + (12 * number + day) * DAY
            Handover.objects.create(written_by=house.engineer, written_at=at, text="x", addressed_to=house.planner)
            away(house.engineer, at + 2 * HOUR, house.planner, ends_at=at + 3 * HOUR)


def test_the_list_of_notes_shows_what_their_writers_said(house: House, tuesday: datetime) -> None:
    handover_write(actor=house.engineer, text="\r\nCall back Nordic first.\r\n\r\nOpen Level 1\r\n- none")
    seen = text_of(browser_of(house.manager).get("/handover/"))
    assert "Call back Nordic first." in seen
    assert "Open Level 1" not in seen
