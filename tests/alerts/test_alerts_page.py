"""The list of alerts: each person's own, filtered by the query string, at a cost that does not grow with it."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, running, subject
from tests.browsing import HTMX, browser_of, text_of
from tests.house import House


@pytest.fixture
def alerts(house: House, tuesday: datetime) -> list[Alert]:
    """A response clock of harbor's that is late, and a progress clock of nordic's that soon will be."""
    running(house, tuesday)
    running(house, tuesday + 5 * MINUTE, kind="progress", subject=subject(house.nordic, title="Slow report"))
    with moved_to(tuesday + 10 * MINUTE):
        sweep()
    return list(Alert.objects.order_by("pk"))


def listed(house: House, query: str = "") -> str:
    return text_of(browser_of(house.engineer).get(f"/alerts/{query}"))


def test_staff_see_all_with_whose_they_are(house: House, alerts: list[Alert]) -> None:
    seen = listed(house)
    for words in ("Shop is down", "Slow report", "Harbor", "Nordic", "is overdue", "has used 50% of its time"):
        assert words in seen


def test_customers_see_their_own_account_alone(house: House, alerts: list[Alert]) -> None:
    seen = text_of(browser_of(house.contact).get("/alerts/"))
    assert "Shop is down" in seen
    assert "Slow report" not in seen
    assert "Nordic" not in seen


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?kind=progress", "Slow report", "Shop is down"),
        ("?account=harbor", "Shop is down", "Slow report"),
        ("?acknowledged=yes", "Nothing matches these filters", "Shop is down"),
        ("?since=2026-03-11", "Nothing matches these filters", "Shop is down"),
        ("?since=2026-03-10", "Shop is down", "Nothing matches"),
    ],
)
def test_filters(house: House, alerts: list[Alert], query: str, there: str, gone: str) -> None:
    seen = listed(house, query)
    assert there in seen
    assert gone not in seen


@pytest.mark.parametrize("query", ["?kind=x", "?account=nowhere", "?since=yesterday", "?acknowledged=perhaps"])
def test_nonsense_in_a_filter_is_told_and_shows_nothing(house: House, alerts: list[Alert], query: str) -> None:
    answer = browser_of(house.engineer).get(f"/alerts/{query}")
    assert answer.status_code == 200
    assert "is-invalid" in answer.content.decode()
    assert "Shop is down" not in answer.content.decode()


def test_a_customer_cannot_ask_for_another_account(house: House, alerts: list[Alert]) -> None:
    html = browser_of(house.contact).get("/alerts/?account=nordic").content.decode()
    assert "Nordic" not in html
    assert "Slow report" not in html


def test_oldest_first(house: House, alerts: list[Alert]) -> None:
    newest = browser_of(house.engineer).get("/alerts/").context["page"].rows
    oldest = browser_of(house.engineer).get("/alerts/?ordering=oldest").context["page"].rows
    assert oldest == newest[::-1]


def test_pages_keep_the_filters(house: House, tuesday: datetime) -> None:
    for _ in range(10):
        running(house, tuesday)
    with moved_to(tuesday + 10 * MINUTE):
        sweep()
    browser = browser_of(house.engineer)
    first = browser.get("/alerts/?kind=response")
    following = first.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "kind=response" in following
    second = browser.get(f"/alerts/{following}")
    assert len(first.context["page"].rows) == 25
    assert len(second.context["page"].rows) == 5
    assert browser.get("/alerts/?after=nonsense").status_code == 400


def test_a_fragment_has_the_results(house: House, alerts: list[Alert]) -> None:
    html = browser_of(house.engineer).get("/alerts/?kind=response", headers=HTMX).content.decode()
    assert 'id="results"' in html
    assert "<!DOCTYPE" not in html


@pytest.mark.parametrize("who", ["engineer", "contact"])
def test_its_cost_does_not_grow_with_it(house: House, tuesday: datetime, who: str) -> None:
    """Session, person, the alerts with all that is named of them, the bell; staff: the accounts to filter by."""
    browser = browser_of(getattr(house, who))
    costs = []
    for _ in range(2):
        for _ in range(3):
            running(house, tuesday)
        with moved_to(tuesday + 10 * MINUTE):
            sweep()
        with CaptureQueriesContext(connection) as queries:
            browser.get("/alerts/")
        costs.append(len(queries))
    assert costs == [5, 5]
