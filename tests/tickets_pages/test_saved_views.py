"""Views of the queue kept under a name, and the columns that they show."""

from datetime import datetime

from hostops.journal.models import Entry
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text
from tickets.models import SavedView

WHERE = "/cases/views/"
FILTERS = "assignee=me&due=hour&columns=server"


def test_what_is_seen_is_kept_under_a_name(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    answer = client.post(WHERE, {"name": "My hour", "query": f"{FILTERS}&after=abc&state="})
    assert answer["Location"] == f"/cases/?{FILTERS}"
    assert f'href="/cases/?{FILTERS.replace("&", "&amp;")}" aria-current="page">My hour<' in page(
        client, f"/cases/?{FILTERS}"
    )
    assert Entry.objects.get(verb="tickets.view.saved").after == {"query": FILTERS, "shared": False}


def test_the_same_name_is_saved_over(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    for query in ("due=hour", "due=day"):
        client.post(WHERE, {"name": "Due", "query": query})
    assert SavedView.objects.get().query == "due=day"


def test_a_view_needs_filters_and_a_name(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    for sent in ({"name": " ", "query": "due=hour"}, {"name": "All", "query": "nonsense=1"}):
        client.post(WHERE, sent)
    assert not SavedView.objects.exists()
    shown = text(client, "/cases/")
    assert "Give the view a name" in shown
    assert "Choose some filters first" in shown


def test_others_see_what_is_shared_and_drop_nothing(house: House, tuesday: datetime, browser: Browser) -> None:
    mine, other = browser(house.engineer), browser(house.manager)
    mine.post(WHERE, {"name": "Shared one", "query": "due=hour", "shared": "on"})
    mine.post(WHERE, {"name": "Own one", "query": "due=day"})
    seen = text(other, WHERE)
    assert "Shared one" in seen
    assert "Own one" not in seen
    shared, own = SavedView.objects.get(name="Shared one"), SavedView.objects.get(name="Own one")
    assert other.post(f"{WHERE}{shared.pk}/drop/").status_code == 403
    assert other.post(f"{WHERE}{own.pk}/drop/").status_code == 404
    assert mine.post(f"{WHERE}{shared.pk}/drop/").status_code == 302
    assert not SavedView.objects.filter(pk=shared.pk).exists()


def test_chosen_columns_are_shown(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    client = browser(house.engineer)
    assert "web1" not in text(client, "/cases/")
    shown = text(client, "/cases/?columns=server&columns=channel&columns=received")
    assert "What is owed Server By Received Who has it" in shown
    assert "web1 Portal 10 Mar 2026, 17:00 UTC Nobody" in shown
