"""`/security/shutdowns/`: sites shut down for a risk, what their customers answered, and when they were lifted."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.security import actions
from maintenance.security.actions.shutdowns import ANSWER, LIFT, answer_lifts
from maintenance.security.forms.code import AnswerForm
from maintenance.security.forms.response import ReasonForm
from maintenance.security.models import Shutdown
from maintenance.security.views.base import StepPage

_NAMES = ("code__account", "response", "shut_by", "answered_by", "lifted_by")


class ShutdownFilters(OfAccountFilters):
    account = account_filter("code__account")
    state = django_filters.ChoiceFilter(
        label="State", choices=[("shut", "Shut down"), ("lifted", "Lifted")], empty_label="Any", method="by_state"
    )

    class Meta:
        model = Shutdown
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Shutdown], _: str, value: str) -> QuerySet[Shutdown]:
        return rows.filter(lifted_at__isnull=value == "shut")


class ShutdownsPage(ListPage):
    """Three statements, however many there are."""

    model = Shutdown
    template_name = "security/shutdowns.html"
    filters = ShutdownFilters
    orders = {"newest": ("-shut_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_NAMES)


class ShutdownPage(DetailPage):
    model = Shutdown
    template_name = "security/shutdown.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_NAMES)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        stands = self.object.lifted_at is None
        may_answer = stands and may(self.reader, ANSWER)
        return super().show(
            status,
            may_answer=may_answer,
            answer_lifts=may_answer and answer_lifts(self.object),
            may_lift=stands and may(self.reader, LIFT),
            **more,
        )


class _ShutdownStep(StepPage):
    model = Shutdown
    named, route, joined = "shutdown", "shutdown", _NAMES

    def called(self) -> str:
        code = self.object.code
        return f"{code.name}, {code.site}" if code.site else str(code.name)


class ShutdownAnswerPage(_ShutdownStep):
    form_class = AnswerForm
    title = "Answer the shutdown"
    hint = "The engineers who shut it down read it at once."
    submit, said = "Answer", "Your answer is recorded; staff are told."
    verb, action = ANSWER, staticmethod(actions.shutdown_answer)


class ShutdownLiftPage(_ShutdownStep):
    form_class = ReasonForm
    title = "Lift the shutdown"
    hint = "The site serves again; the account is told why."
    submit, said = "Lift it", "The shutdown is lifted; the account is told."
    verb, action = LIFT, staticmethod(actions.shutdown_lift)
