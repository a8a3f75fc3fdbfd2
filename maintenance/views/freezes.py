"""`/windows/freezes/`: when nothing is to be changed; customers see those that touch them."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.actions.freezing import LIFT, SET, freeze_lift, freeze_set
from maintenance.forms.freeze import FreezeForm, LiftForm
from maintenance.freezes import dressed, touches, windows_in
from maintenance.models import Freeze

_STATES = (("ahead", "Ahead"), ("running", "Going on"), ("over", "Over"), ("lifted", "Lifted"))


class FreezeFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="When", choices=_STATES, empty_label="All", method="by_state")

    class Meta:
        model = Freeze
        fields: list[str] = []

    def by_state(self, rows: Any, _: str, state: str) -> QuerySet[Freeze]:
        found: QuerySet[Freeze] = rows.in_states([state], now())
        return found


class FreezesPage(ListPage):
    """Five statements, however many there are."""

    model = Freeze
    template_name = "maintenance/freezes.html"
    filters = FreezeFilters
    orders = {"newest": ("-starts_at", "-id"), "soonest": ("starts_at", "id")}
    order_labels = {"newest": "Latest first", "soonest": "Earliest first"}

    def rows(self) -> QuerySet[Any]:
        return dressed(super().rows())

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        for row in more["page"].rows:
            row.state, row.touches = row.state_at(now()), touches(row, self.reader)
        return super().show(status, may_set=may(self.reader, SET), **more)


class FreezePage(DetailPage):
    model = Freeze
    template_name = "maintenance/freeze.html"

    def rows(self) -> QuerySet[Any]:
        return dressed(super().rows())

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        row = self.object
        state = row.state_at(now())
        return super().show(
            status,
            state=state,
            touches=touches(row, self.reader),
            windows=windows_in(row, self.reader),
            may_lift=state in ("ahead", "running") and may(self.reader, LIFT),
            **more,
        )


class FreezeSetPage(ActPage):
    form_class = FreezeForm
    title = "Set a freeze"
    hint = "A window that is planned into it needs a word of its planner; an emergency is never stopped by it."
    submit, said = "Set it", "The freeze is set."

    def permit(self) -> None:
        super().permit()
        require(self.reader, SET)

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Freeze:
        return freeze_set(actor=self.reader, **form.given())

    def done(self, result: Any) -> str:
        return reverse("freeze", args=[result.pk]) if result else reverse("freezes")


class FreezeLiftPage(ObjectActPage):
    model = Freeze
    form_class = LiftForm
    title = "Lift the freeze"
    hint = "It stands in nobody's way any more; the record stays."
    submit, said = "Lift it", "The freeze is lifted."

    def permit(self) -> None:
        super().permit()
        require(self.reader, LIFT)

    def initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def about(self) -> str:
        return f"{self.object.number}: {self.object.reason}"

    def act(self, form: Any) -> Freeze:
        version = form.cleaned_data["version"]
        return freeze_lift(actor=self.reader, freeze=self.object, if_version=version, **form.given())

    def done(self, result: Any) -> str:
        return reverse("freeze", args=[self.object.pk])
