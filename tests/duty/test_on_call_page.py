"""`/on-call/`: who is on call now, the week as a table, gaps that cannot be overlooked; and the forms of shifts."""

from datetime import datetime
from typing import Any

import pytest

from hostops.duty.models import Shift
from tests.browsing import browser_of, text_of
from tests.duty.scene import DAY, HOUR, away, on_call
from tests.house import House


def seen(house: House, who: str = "engineer", query: str = "") -> str:
    return text_of(browser_of(getattr(house, who)).get(f"/on-call/{query}"))


def test_without_a_rota_it_says_what_happens_then(house: House, tuesday: datetime) -> None:
    assert "No rota is kept." in seen(house)
    assert "Draft by the week" not in seen(house)
    assert "Draft by the week" in seen(house, "planner")


def test_now_and_the_next_hand_over(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday, ends_at=tuesday + 2 * HOUR)
    page = seen(house)
    assert "Line 1 Engineer on call until 11 Mar 2026, 17:00 UTC" in page
    assert "Line 2 Engineer Two on call until 10 Mar 2026, 19:00 UTC" in page
    assert "Next hand-over 11 Mar 2026, 17:00 UTC in 1 d" in page


def test_the_week_in_the_readers_zone(house: House, tuesday: datetime) -> None:
    house.engineer.timezone = "Europe/Stockholm"
    house.engineer.save()
    on_call(house.second_engineer, 1, tuesday)
    page = seen(house)
    assert "Week 11, from 9 March 2026" in page
    assert "Times in Europe/Stockholm (CET)" in page
    assert "Tue 10 Mar today 00:00–17:00 nobody 17:00–24:00 Engineer Two" in page
    assert "Wed 11 Mar 00:00–18:00 Engineer Two 18:00–24:00 ✕ Nobody" in page


def test_gaps_are_loud(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday, starts_at=tuesday + HOUR)
    page = browser_of(house.engineer).get("/on-call/")
    assert "Nobody is on call now." in text_of(page)
    assert "Line 1: 10 Mar 2026, 17:00 UTC to 10 Mar 2026, 18:00 UTC" in text_of(page)
    assert page.content.decode().count("is-gap") > 1


def test_who_is_away_is_shown_in_their_shift(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    away(house.engineer, tuesday, house.manager)
    page = seen(house)
    assert "Nobody is on call now." in page
    assert "Engineer ▲ Out of office passed over" in page


@pytest.mark.parametrize("query", ["?week=2026-03-18", "?week=2026-03-16"])
def test_another_week(house: House, tuesday: datetime, query: str) -> None:
    on_call(house.engineer, 1, tuesday + 7 * DAY)
    page = seen(house, query=query)
    assert "Week 12, from 16 March 2026" in page
    assert "16:00–24:00 Engineer" in page


@pytest.mark.parametrize("query", ["?week=x", "?week=0001-01-01", "?week=9999-12-31", "?week="])
def test_nonsense_is_this_week(house: House, tuesday: datetime, query: str) -> None:
    assert "Week 11" in seen(house, query=query)


def test_customers_know_nothing_of_it(house: House, tuesday: datetime) -> None:
    shift = on_call(house.engineer, 1, tuesday)
    for person in (house.holder, house.contact, house.viewer, house.stranger):
        browser = browser_of(person)
        assert browser.get("/on-call/").status_code == 403
        assert browser.get(f"/on-call/shifts/{shift.pk}/").status_code in (403, 404)
        assert "On call" not in text_of(browser.get("/cases/"))


def test_a_shift_offers_what_its_reader_may_do(house: House, tuesday: datetime) -> None:
    shift = on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday)
    where = f"/on-call/shifts/{shift.pk}/"
    own, colleague, planner = (
        text_of(browser_of(person).get(where)) for person in (house.engineer, house.second_engineer, house.planner)
    )
    assert "Swap" in own
    assert "Take it over" not in own
    assert "Take it over" in colleague
    assert "Take out" not in colleague
    assert "Take out" in planner


def test_planned_changed_and_taken_out_by_forms(house: House, tuesday: datetime) -> None:
    browser = browser_of(house.planner)
    given = {
        "person": house.engineer.pk,
        "line": 1,
        "starts_at": "2026-03-11T09:00",
        "ends_at": "2026-03-18T09:00",
    }
    assert browser.post("/on-call/shifts/new/", given)["Location"] == "/on-call/?week=2026-03-11"
    shift = Shift.objects.get()
    assert shift.starts_at.isoformat() == "2026-03-11T09:00:00+00:00"
    clash = browser.post("/on-call/shifts/new/", given | {"person": house.second_engineer.pk})
    assert clash.status_code == 409
    assert "Somebody is on call in this line at that time already." in text_of(clash)
    where = f"/on-call/shifts/{shift.pk}/"
    browser.post(f"{where}change/", given | {"person": house.second_engineer.pk})
    shift.refresh_from_db()
    assert shift.person == house.second_engineer
    assert browser.post(f"{where}remove/")["Location"] == "/on-call/"
    assert not Shift.objects.exists()


def test_drafted_by_the_form_in_the_order_of_the_turns(house: House, tuesday: datetime) -> None:
    given = {
        "line": 1, "first_day": "2026-03-16", "at": "09:00", "timezone": "Europe/Stockholm", "weeks": 3,
        "turn_1": house.second_engineer.pk, "turn_2": house.engineer.pk,
    }  # fmt: skip
    answer = browser_of(house.planner).post("/on-call/draft/", given)
    assert answer["Location"] == "/on-call/?week=2026-03-16"
    names = list(Shift.objects.order_by("starts_at").values_list("person__username", flat=True))
    assert names == ["engineer-two", "engineer", "engineer-two"]


def test_covered_and_swapped_by_forms(house: House, tuesday: datetime) -> None:
    mine, theirs = on_call(house.engineer, 1, tuesday), on_call(house.second_engineer, 2, tuesday)
    form = text_of(browser_of(house.engineer).get(f"/on-call/shifts/{mine.pk}/swap/"))
    assert "Engineer Two, line 2: 10 Mar 2026, 16:00 UTC to 11 Mar 2026, 17:00 UTC" in form
    browser_of(house.engineer).post(f"/on-call/shifts/{mine.pk}/swap/", {"other": theirs.pk})
    browser_of(house.planner).post(f"/on-call/shifts/{theirs.pk}/cover/")
    assert dict(Shift.objects.values_list("line", "person__username")) == {1: "engineer-two", 2: "planner"}


def test_a_week_costs_the_same_however_full(house: House, tuesday: datetime, django_assert_num_queries: Any) -> None:
    browser = browser_of(house.manager)
    on_call(house.engineer, 1, tuesday)
    for number in range(2):
        # session, reader, bell; the shifts to come, who of those on call is away; the week's shifts and absences
        with django_assert_num_queries(7):
            browser.get("/on-call/")
        for day in range(1, 5):
            begin = tuesday + (5 * number + day) * DAY
            on_call(house.second_engineer, 2 + number, begin, ends_at=begin + HOUR)
