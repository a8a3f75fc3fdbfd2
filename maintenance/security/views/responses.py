"""`/security/`: advisories and findings, and what is done about them; customers see what touches them."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.lib.references import number_of
from hostops.web.finding import FindPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.security.actions.opening import OPEN
from maintenance.security.cases import going_on
from maintenance.security.history import history
from maintenance.security.models import SecurityNotice, SecurityResponse
from maintenance.security.promised import reasons_known
from maintenance.security.querysets import fees_seen
from maintenance.security.shown import dressed, told_of, with_due
from maintenance.security.states import LIFE, State
from maintenance.security.views.offered import offered


class ResponseFilters(OfAccountFilters):
    q = django_filters.CharFilter(label="Search", method="by_words")
    account = account_filter("affected__account")
    state = django_filters.ChoiceFilter(
        label="State", choices=[(state.value, state.value.capitalize()) for state in State], empty_label="Any"
    )
    kind = django_filters.ChoiceFilter(label="Kind", choices=SecurityResponse.Kind.choices, empty_label="Any")
    notice = django_filters.ChoiceFilter(
        label="Notice", choices=[("owed", "Owed after an action")], empty_label="Any", method="by_notice"
    )

    class Meta:
        model = SecurityResponse
        fields: list[str] = []

    def by_words(self, rows: QuerySet[SecurityResponse], _: str, words: str) -> QuerySet[SecurityResponse]:
        return _sought(rows, words)

    def by_notice(self, rows: Any, _: str, __: str) -> QuerySet[SecurityResponse]:
        found: QuerySet[SecurityResponse] = rows.owing_notice()
        return found


def _sought(rows: QuerySet[SecurityResponse], words: str) -> QuerySet[SecurityResponse]:
    """Those of that number, or whose title has the words."""
    number = number_of(SecurityResponse.PREFIX, words)
    titled = Q(title__icontains=words)
    return rows.filter(titled | Q(pk=number)) if number and number < 2**63 else rows.filter(titled)


class ResponsesPage(ListPage):
    """Six statements, however many there are."""

    model = SecurityResponse
    template_name = "security/responses.html"
    filters = ResponseFilters
    orders = {"newest": ("-opened_at", "-id"), "oldest": ("opened_at", "id")}
    order_labels = {"newest": "Newest first", "oldest": "Oldest first"}

    def rows(self) -> QuerySet[Any]:
        told = SecurityNotice.objects.filter(response=OuterRef("pk"))
        rows = with_due(super().rows()).annotate(is_told=Exists(told))
        return rows.select_related("code__account").prefetch_related("affected__account")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(status, may_open=may(self.reader, OPEN), **more)


class ResponseFind(FindPage):
    model = SecurityResponse
    template_name = "security/parts/find.html"

    def sought(self, words: str) -> Any:
        return _sought(self.rows(), words).order_by("-opened_at", "-id").only("title", "state", "opened_at")


class ResponsePage(DetailPage):
    """The response, whom it touches, what they were told, and what it led to."""

    model = SecurityResponse
    template_name = "security/response.html"

    def rows(self) -> QuerySet[Any]:
        return dressed(super().rows())

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        response = self.object
        rows = [row for row in response.affected.all() if self._knows(row.account_id)]
        live = {row.pk for row in going_on(rows)}
        for row in rows:
            row.told, row.is_live = told_of(row), row.pk in live
        return super().show(
            status,
            affected=rows,
            servers=[server for server in response.servers.all() if self._knows(server.account_id)],
            notices=self._notices(rows),
            labour=[line for line in response.labour.all() if not line.withdrawn_at],
            sees_fees=fees_seen(self.reader),
            why_first=_why_first(response),
            history=history(response, self.reader),
            acts=offered(response, self.reader, LIFE.possible(response.state)),
            **more,
        )

    def _notices(self, rows: list[Any]) -> list[Any]:
        seen = {mail.notice_id for row in rows for mail in row.addressees.all()}
        return [one for one in self.object.notices.all() if self.reader.is_staff_member or one.pk in seen]

    def _knows(self, account: int) -> bool:
        return bool(self.reader.is_staff_member or self.reader.account_id == account)


def _why_first(response: SecurityResponse) -> str:
    """Why action came first, in the words of the policies."""
    reason = response.acted_reason
    return (reasons_known().get(reason) or reason.replace("_", " ")) if reason else ""
