"""`/security/code/`: customers' own code, maintained or not, and what risks in it led to."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.security import actions
from maintenance.security.actions.code import WRITE
from maintenance.security.actions.opening import OPEN
from maintenance.security.forms.code import ChangeForm, RegisterForm
from maintenance.security.forms.response import ReasonForm
from maintenance.security.history import history_of_code
from maintenance.security.models import CustomCode, SecurityResponse, Shutdown
from maintenance.security.views.base import NewPage, StepPage

# What the page annotates, and what the row has.
_STATES: dict[str, dict[str, bool]] = {"shut": {"is_shut": True}, "retired": {"retired_at__isnull": False}}


class CodeFilters(OfAccountFilters):
    q = django_filters.CharFilter(label="Name", field_name="name", lookup_expr="icontains")
    account = account_filter()
    maintained = django_filters.ChoiceFilter(
        label="Maintenance", choices=[("yes", "Under maintenance"), ("no", "Not")], empty_label="Any",
        method="by_maintenance",
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label="State", choices=[("shut", "Shut down"), ("retired", "Retired")], empty_label="In use", method="by_state"
    )

    class Meta:
        model = CustomCode
        fields: list[str] = []

    def by_maintenance(self, rows: QuerySet[CustomCode], _: str, value: str) -> QuerySet[CustomCode]:
        return rows.filter(maintained=value == "yes")

    def by_state(self, rows: Any, _: str, value: str) -> QuerySet[CustomCode]:
        found: QuerySet[CustomCode] = rows.filter(**_STATES[value])
        return found


class CodesPage(ListPage):
    """Four statements, however many there are."""

    model = CustomCode
    template_name = "security/codes.html"
    filters = CodeFilters
    orders = {"name": ("account__name", "name", "id"), "newest": ("-id",)}
    order_labels = {"name": "By account", "newest": "Newest first"}

    def rows(self) -> QuerySet[Any]:
        standing = Shutdown.objects.standing().filter(code=OuterRef("pk"))
        rows: QuerySet[Any] = super().rows().select_related("account", "server").annotate(is_shut=Exists(standing))
        return rows if self.request.GET.get("state") == "retired" else rows.filter(retired_at=None)

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_write": may(self.reader, WRITE)}


class CodePage(DetailPage):
    model = CustomCode
    template_name = "security/code.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "server", "registered_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        responses = SecurityResponse.objects.visible_to(self.reader).filter(code=self.object)
        shutdowns = list(self.object.shutdowns.order_by("-shut_at", "-id"))
        in_use = self.object.retired_at is None
        return super().show(
            status,
            responses=responses.order_by("-opened_at", "-id"),
            shutdowns=shutdowns,
            is_shut=any(shutdown.lifted_at is None for shutdown in shutdowns),
            history=history_of_code(self.object, self.reader),
            may_write=in_use and may(self.reader, WRITE),
            may_open=in_use and may(self.reader, OPEN),
            **more,
        )


class CodeRegisterPage(NewPage):
    form_class = RegisterForm
    title = "Register a customer's own code"
    hint = "Whether it is under maintenance decides what a risk in it leads to: corrected and billed, or shut down."
    submit, said = "Register it", "The code is registered."
    verb, action = WRITE, staticmethod(actions.code_register)
    route, back = "custom_code", "custom_codes"


class CodeChangePage(StepPage):
    model, form_class = CustomCode, ChangeForm
    title, said = "Change the entry", "The entry is changed."
    verb, action = WRITE, staticmethod(actions.code_change)
    named, route, joined = "code", "custom_code", ("account", "server")

    def initial(self) -> dict[str, Any]:
        code = self.object
        said = {name: getattr(code, name) for name in ("name", "maintained", "site", "note")}
        return {**super().initial(), **said, "server": code.server.hostname if code.server else ""}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "code": self.object}


class CodeRetirePage(StepPage):
    model, form_class = CustomCode, ReasonForm
    title, hint = "Retire the code", "It is on no server any more; the record stays."
    submit, said = "Retire it", "The code is retired."
    verb, action = WRITE, staticmethod(actions.code_retire)
    named, route = "code", "custom_code"
