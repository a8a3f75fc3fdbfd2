"""`/events/`: customers' business events; staff see all, customers their own account's."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import iso
from maintenance.actions.events import ANSWER, FILE
from maintenance.clashes import windows_touching
from maintenance.leads import lead_of
from maintenance.models import BusinessEvent

_STATES = (("ahead", "Ahead"), ("running", "Going on"), ("over", "Over"), ("withdrawn", "Withdrawn"))
_MOST, _AT_ONCE = 5000, 500
_COLUMNS = (
    "event", "account", "title", "starts_at", "ends_at", "servers", "state", "filed_late", "filed_by", "filed_at",
    "needs", "answer",
)  # fmt: skip


class EventFilters(OfAccountFilters):
    account = account_filter()
    state = django_filters.ChoiceFilter(label="When", choices=_STATES, empty_label="All", method="by_state")
    late = django_filters.ChoiceFilter(
        label="Filed", choices=[("no", "In time"), ("yes", "Late")], empty_label="Any", method="by_lateness"
    )
    answered = django_filters.ChoiceFilter(
        label="Answer", choices=[("no", "Not yet"), ("yes", "Answered")], empty_label="Any", method="by_answer"
    )

    class Meta:
        model = BusinessEvent
        fields: list[str] = []

    def by_state(self, events: Any, _: str, state: str) -> QuerySet[BusinessEvent]:
        found: QuerySet[BusinessEvent] = events.in_states([state], now())
        return found

    def by_lateness(self, events: QuerySet[BusinessEvent], _: str, value: str) -> QuerySet[BusinessEvent]:
        return events.filter(filed_late=value == "yes")

    def by_answer(self, events: QuerySet[BusinessEvent], _: str, value: str) -> QuerySet[BusinessEvent]:
        return events.filter(answered_at__isnull=value == "no")


class EventsPage(ListPage):
    """With what is in the way of each: six statements, however many there are."""

    model = BusinessEvent
    template_name = "maintenance/events.html"
    filters = EventFilters
    orders = {"newest": ("-starts_at", "-id"), "soonest": ("starts_at", "id")}
    order_labels = {"newest": "Latest first", "soonest": "Earliest first"}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "filed_by").prefetch_related("servers")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        rows = more["page"].rows
        clashes, at = windows_touching(rows, self.reader), now()
        for event in rows:
            event.clashes, event.state = clashes.get(event.pk, []), event.state_at(at)
        return super().show(status, may_file=may(self.reader, FILE), **more)


class EventsCsv(EventsPage):
    """The same rows by the same filters, streamed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by(*self.orders[self.order()])
        return csv_download("events", _COLUMNS, map(_values, rows[: _MOST + 1].iterator(chunk_size=_AT_ONCE)), _MOST)


def _values(event: BusinessEvent) -> list[Any]:
    servers = " ".join(server.hostname for server in event.servers.all())
    return [
        event.pk, event.account.slug, event.title, iso(event.starts_at), iso(event.ends_at), servers,
        event.state_at(now()), event.filed_late, event.filed_by.username, iso(event.filed_at), event.needs,
        event.answer,
    ]  # fmt: skip


class EventPage(DetailPage):
    model = BusinessEvent
    template_name = "maintenance/event.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "filed_by", "answered_by").prefetch_related("servers")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        event, at = self.object, now()
        ahead = event.state_at(at) in ("ahead", "running")
        return super().show(
            status,
            state=event.state_at(at),
            clashes=windows_touching([event], self.reader).get(event.pk, []),
            lead=lead_of(event.account, list(event.servers.all()), event.starts_at, event.filed_at),
            may_change=ahead and may(self.reader, FILE),
            may_answer=event.withdrawn_at is None and may(self.reader, ANSWER),
            **more,
        )
