"""`/views/`: what the browser does with the views of the queue, by REST."""

from datetime import datetime

from tests.tickets_api.conftest import Callers
from tickets.models import SavedView

VIEWS = "/api/v1/views/"


def test_a_view_is_kept_listed_and_dropped(calls: Callers, tuesday: datetime) -> None:
    made = calls.engineer.post(VIEWS, {"name": "My hour", "query": "due=hour&assignee=me"})
    assert made.status_code == 201
    view = made.json()
    assert view == {
        "id": view["id"], "name": "My hour", "query": "assignee=me&due=hour", "shared": False, "owner": "engineer",
    }  # fmt: skip
    assert calls.engineer.get(VIEWS).json()["results"] == [view]
    assert calls.contact.get(VIEWS).json()["results"] == []
    assert calls.engineer.post(f"{VIEWS}{view['id']}/drop/", {}).json() == view
    assert not SavedView.objects.exists()


def test_a_view_without_filters_is_refused_at_its_field(calls: Callers, tuesday: datetime) -> None:
    answer = calls.engineer.post(VIEWS, {"name": "All", "query": "nonsense=1"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/query")
    assert calls.contact.post(VIEWS, {"name": "All", "query": "due=hour"}).status_code == 403
