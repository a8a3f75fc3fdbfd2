"""`/patching/exceptions/`: what need not be patched for a while, why, and until when."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.models import Server
from hostops.accounts.roles import may, require
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.patching.actions.exceptions import (
    ASK,
    exception_approve,
    exception_ask,
    exception_decline,
    exception_end,
)
from maintenance.patching.exceptionstates import STATES, in_state
from maintenance.patching.forms.exceptions import AskForm, NothingForm
from maintenance.patching.forms.runs import WhyForm
from maintenance.patching.looks import EXCEPTIONS
from maintenance.patching.models import PatchException, PatchOwed

_ROOM = "maintenance.patch_exception"
_LIVE = ("ahead", "running")
_MOST_OWED = 100


def dressed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With whom and what they are of; two statements."""
    found = rows.select_related("account", "release", "asked_by", "approved_by", "declined_by")
    return found.prefetch_related(Prefetch("servers", Server.objects.order_by("hostname")))


class ExceptionFilters(OfAccountFilters):
    account = account_filter()
    state = django_filters.ChoiceFilter(
        label="State", empty_label="All", method="by_state", choices=[(one, EXCEPTIONS[one].label) for one in STATES]
    )
    server = django_filters.CharFilter(label="Server", method="by_server")

    class Meta:
        model = PatchException
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Any], _: str, state: str) -> QuerySet[Any]:
        return rows.filter(in_state(state, now()))

    def by_server(self, rows: QuerySet[Any], _: str, hostname: str) -> QuerySet[Any]:
        named = PatchException.objects.filter(servers__hostname__iexact=hostname)
        return rows.filter(pk__in=named.values("pk"))


class ExceptionsPage(ListPage):
    """Six statements, however many there are."""

    model = PatchException
    template_name = "patching/exceptions.html"
    filters = ExceptionFilters
    orders = {"newest": ("-asked_at", "-id"), "ending": ("until_at", "id")}
    order_labels = {"newest": "Last asked first", "ending": "Ending first"}

    def rows(self) -> QuerySet[Any]:
        return dressed(super().rows())

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        for row in more["page"].rows:
            row.state = row.state_at(now())
        return super().show(status, may_ask=may(self.reader, ASK), **more)


class ExceptionPage(DetailPage):
    model = PatchException
    template_name = "patching/exception.html"

    def rows(self) -> QuerySet[Any]:
        return dressed(super().rows())

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        row, state = self.object, self.object.state_at(now())
        owed = PatchOwed.objects.visible_to(self.reader).filter(exception=row)
        own = row.asked_by_id == self.reader.pk
        return super().show(
            status,
            state=state,
            owed=owed.select_related("duty__server", "release").order_by("due_at", "id")[:_MOST_OWED],
            may_answer=state == "asked" and may(self.reader, f"{_ROOM}.approve"),
            may_approve=state == "asked" and may(self.reader, f"{_ROOM}.approve") and not own,
            may_end=state in _LIVE and may(self.reader, f"{_ROOM}.end"),
            **more,
        )


class ExceptionAskPage(ActPage):
    form_class = AskForm
    title = "Ask for an exception"
    hint = "A manager, another than you, approves it. A vulnerability that is known to be exploited is never excepted."
    submit, said = "Ask for it", "It waits for a manager."

    def permit(self) -> None:
        super().permit()
        require(self.reader, ASK)

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in ("servers", "release") if name in self.request.GET}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> PatchException:
        return exception_ask(actor=self.reader, **form.given())

    def done(self, result: Any) -> str:
        return reverse("patch_exception", args=[result.pk]) if result else reverse("patch_exceptions")


class _ExceptionAct(ObjectActPage):
    model = PatchException
    form_class: Any = WhyForm
    step: str
    action: Any

    def permit(self) -> None:
        super().permit()
        require(self.reader, f"{_ROOM}.{self.step}")

    def initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def about(self) -> str:
        return f"{self.object.number}: {self.object.reason}"

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return self.action(actor=self.reader, exception=self.object, if_version=version, **form.given())

    def done(self, result: Any) -> str:
        return reverse("patch_exception", args=[self.object.pk])


class ExceptionApprovePage(_ExceptionAct):
    form_class, action, step = NothingForm, staticmethod(exception_approve), "approve"
    title, submit, said = "Approve the exception", "Approve", "The exception is approved."
    hint = "The clocks of what it covers are cancelled, with its number; at its end what is still owed runs again."


class ExceptionDeclinePage(_ExceptionAct):
    action, step = staticmethod(exception_decline), "decline"
    title, submit, said = "Decline the exception", "Decline", "The exception is declined."


class ExceptionEndPage(_ExceptionAct):
    action, step = staticmethod(exception_end), "end"
    title, submit, said = "End the exception", "End it", "The exception is over."
    hint = "What is still owed runs again: as before, or so long from now as a run needs to be planned."
