"""The reporter's word on an ended case: once for each end, changeable for a while, read by staff."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to, now
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, part, text
from tickets.actions import case_assign, case_close, case_merge, case_rate, case_reopen, case_resolve
from tickets.models import Case, Rating

DAY = timedelta(days=1)


def ended(house: House, **more: object) -> Case:
    case = file(house, 3, **more)
    case_assign(actor=house.engineer, case=case, assignee=house.engineer)
    return case_resolve(actor=house.engineer, case=case, body="Done.")


@pytest.fixture
def case(house: House, tuesday: datetime) -> Case:
    return ended(house)


def test_it_keeps_who_had_the_case(house: House, case: Case) -> None:
    case_assign(actor=house.engineer, case=case, assignee=house.second_engineer)
    case_rate(actor=house.contact, case=case, stars=4, comment=" Quick. ")
    case_assign(actor=house.engineer, case=case, assignee=house.engineer)
    rating = Rating.objects.get()
    assert (rating.stars, rating.comment, rating.engineer, rating.words) == (4, "Quick.", house.second_engineer, "Good")


def test_said_again_it_replaces_the_first_for_a_while(house: House, case: Case, tuesday: datetime) -> None:
    case_rate(actor=house.contact, case=case, stars=2)
    with moved_to(tuesday + 14 * DAY):
        case_rate(actor=house.contact, case=case, stars=5)
    with moved_to(tuesday + 14 * DAY + timedelta(seconds=1)), pytest.raises(NotPossible, match="stands"):
        case_rate(actor=house.contact, case=case, stars=1)
    rating = Rating.objects.get()
    assert (rating.stars, rating.rated_at, rating.changed_at) == (5, tuesday, tuesday + 14 * DAY)


def test_each_end_has_its_own(house: House, case: Case, tuesday: datetime) -> None:
    case_rate(actor=house.contact, case=case, stars=1)
    case_reopen(actor=house.contact, case=case, reason="Back.")
    with pytest.raises(NotPossible, match="rate is not possible"):
        case_rate(actor=house.contact, case=case, stars=2)
    with moved_to(tuesday + DAY):
        case_resolve(actor=house.engineer, case=case, body="Now it is.")
        case_close(actor=house.engineer, case=case)
        case_rate(actor=house.contact, case=case, stars=5)
    assert list(Rating.objects.values_list("stars", flat=True)) == [1, 5]


def test_the_reporter_alone(house: House, case: Case) -> None:
    for person in (house.holder, house.viewer, house.stranger, house.engineer, house.manager):
        with pytest.raises(NotAllowed):
            case_rate(actor=person, case=case, stars=5)
    own = case_resolve(actor=house.engineer, case=file(house, 4, actor=house.engineer), body="Done.")
    with pytest.raises(NotAllowed):
        case_rate(actor=house.engineer, case=own, stars=5)


@pytest.mark.parametrize(
    ("stars", "comment", "field"), [(0, "", "stars"), (6, "", "stars"), (3, "x" * 4001, "comment")]
)
def test_nonsense_is_refused(house: House, case: Case, stars: int, comment: str, field: str) -> None:
    with pytest.raises(BadField, match=field):
        case_rate(actor=house.contact, case=case, stars=stars, comment=comment)


def test_the_database_knows_no_sixth_star(house: House, case: Case) -> None:
    rating = case_rate(actor=house.contact, case=case, stars=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.filter(pk=rating.pk).update(stars=6)


def test_a_duplicate_is_not_rated(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    case_merge(actor=house.engineer, case=case, target=file(house, 3))
    with pytest.raises(NotPossible, match="another case"):
        case_rate(actor=house.contact, case=case, stars=3)


def test_page_asks_shows_and_lets_think_again(house: House, case: Case, browser: Browser, tuesday: datetime) -> None:
    client = browser(house.contact)
    assert "Tell us how it went" in text(client, case)
    assert "Choose one." in client.post(address(case, "rate"), {}).content.decode()
    assert client.post(address(case, "rate"), {"stars": "4", "comment": "Quick."}).status_code == 302
    shown = text(client, case)
    assert "Good (4 of 5)" in shown
    assert "Think again" in shown
    assert " checked" in page(client, address(case, "rate"))
    with moved_to(now() + 15 * DAY):
        assert "Think again" not in text(client, case)
    staff = text(browser(house.engineer), case)
    assert "Good (4 of 5)" in staff
    assert "Quick." in staff
    assert "Tell us" not in staff
    assert "rated how it went" in part(page(browser(house.engineer), case), "conversation")


def test_page_asks_nobody_else(house: House, case: Case, browser: Browser) -> None:
    for person in (house.holder, house.viewer, house.engineer):
        assert "Tell us how it went" not in text(browser(person), case)
        assert browser(person).get(address(case, "rate")).status_code == 403


@pytest.fixture
def three(house: House, case: Case) -> list[Case]:
    cases = [case, ended(house), ended(house, actor=house.holder)]
    case_assign(actor=house.engineer, case=cases[1], assignee=house.second_engineer)
    for one, stars in zip(cases, (5, 2, 4), strict=True):
        case_rate(actor=one.reporter, case=one, stars=stars, comment=f"Said {stars}.")
    return cases


def test_managers_read_them_by_engineer_and_account(house: House, three: list[Case], browser: Browser) -> None:
    client = browser(house.manager)
    shown = text(client, "/ratings/")
    assert "Engineer 2 4.5" in shown
    assert "Engineer Two 1 2.0" in shown
    assert "Harbor 3 3.7" in shown
    assert "Said 2." in shown
    only = text(client, "/ratings/", engineer=house.second_engineer.pk, stars=2, account="HARBOR")
    assert "Said 2." in only
    assert "Said 5." not in only
    assert "Nothing matches" in text(client, "/ratings/", account="nordic")


def test_ratings_are_the_managers_to_review(house: House, three: list[Case], browser: Browser, calls: Callers) -> None:
    for person in (house.engineer, house.planner, house.contact):
        assert browser(person).get("/ratings/").status_code == 403
    assert calls.engineer.get("/api/v1/ratings/").status_code == 403
    assert calls.contact.get("/api/v1/ratings/").status_code == 403


def test_page_of_ratings_costs_the_same_however_long(house: House, three: list[Case], browser: Browser) -> None:
    client = browser(house.manager)
    client.get("/ratings/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/ratings/").status_code == 200
    # session, person, choices of engineers, the rows, two tables of averages, the bell
    assert len(found) == 7, [query["sql"][:100] for query in found.captured_queries]


def test_rest(house: House, case: Case, calls: Callers) -> None:
    assert pointers(calls.contact.step(case, "rate", {"stars": 6})) == ["/stars"]
    assert calls.holder.step(case, "rate", {"stars": 5}).status_code == 403
    assert calls.engineer.step(case, "rate", {"stars": 5}).status_code == 403
    assert calls.contact.step(case, "rate", {"stars": 5, "comment": "Thanks."}).json()["number"] == case.number
    [seen] = calls.viewer.get(at(case, "ratings")).json()["results"]
    assert (seen["stars"], seen["words"], seen["engineer"]) == (5, "Very good", "engineer")
    [listed] = calls.manager.get("/api/v1/ratings/", {"stars": "5", "account": "harbor"}).json()["results"]
    assert listed == seen
    assert calls.manager.get("/api/v1/ratings/", {"engineer": "nobody"}).json()["results"] == []
    assert calls.stranger.get(at(case, "ratings")).status_code == 404
