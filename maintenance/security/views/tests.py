"""`/security/tests/`: announced penetration tests."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.pages import DetailPage
from maintenance.security import actions
from maintenance.security.actions.blocks import SET
from maintenance.security.actions.probing import ANNOUNCE
from maintenance.security.forms.probing import AnnounceForm
from maintenance.security.forms.response import ReasonForm
from maintenance.security.models import PenetrationTest
from maintenance.security.views.base import Dated, NewPage, StepPage


class TestFilters(OfAccountFilters):
    account = account_filter()
    state = django_filters.ChoiceFilter(
        label="When", choices=[(state, state.capitalize()) for state in PenetrationTest.STATES], empty_label="All",
        method="by_state",
    )  # fmt: skip

    class Meta:
        model = PenetrationTest
        fields: list[str] = []

    def by_state(self, rows: Any, _: str, state: str) -> QuerySet[PenetrationTest]:
        found: QuerySet[PenetrationTest] = rows.in_state(state, now())
        return found


class TestsPage(Dated):
    """Five statements, however many there are."""

    model = PenetrationTest
    template_name = "security/tests.html"
    filters = TestFilters

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account").prefetch_related("servers", "blocks")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        for row in more["page"].rows:
            row.is_blocked = any(block.state_at(now()) == "standing" for block in row.blocks.all())
        return super().show(status, **more)

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_announce": may(self.reader, ANNOUNCE)}


class TestPage(DetailPage):
    model = PenetrationTest
    template_name = "security/test.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "announced_by").prefetch_related("servers", "blocks")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        state = self.object.state_at(now())
        ahead = state in ("ahead", "running")
        return super().show(
            status,
            state=state,
            may_withdraw=ahead and may(self.reader, ANNOUNCE),
            may_block=ahead and may(self.reader, SET),
            **more,
        )


class TestAnnouncePage(NewPage):
    form_class = AnnounceForm
    title = "Announce a penetration test"
    hint = "What is announced is not mistaken for an attack; what slows the servers down is blocked all the same."
    submit, said = "Announce it", "The test is announced."
    verb, action = ANNOUNCE, staticmethod(actions.probe_announce)
    route, back = "penetration_test", "penetration_tests"


class TestWithdrawPage(StepPage):
    model, form_class = PenetrationTest, ReasonForm
    title, hint = "Withdraw the test", "It does not happen; the record stays."
    submit, said = "Withdraw it", "The test is withdrawn."
    verb, action = ANNOUNCE, staticmethod(actions.probe_withdraw)
    named, route = "test", "penetration_test"

    def called(self) -> str:
        return str(self.object.tester)
