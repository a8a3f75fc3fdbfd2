"""`/away/`: who is out of office, and who stands in."""

from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.duty import actions
from hostops.duty.forms import AbsenceForm, AnybodysAbsenceForm
from hostops.duty.models import Absence
from hostops.duty.roles import AWAY, AWAY_ANY
from hostops.duty.views.base import ForStaff
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.times import absolute


class AbsenceFilters(django_filters.FilterSet):
    when = django_filters.ChoiceFilter(
        label="When", choices=[("all", "With the past")], empty_label="Now and to come", method="as_it_is"
    )

    class Meta:
        model = Absence
        fields: list[str] = []

    def as_it_is(self, absences: QuerySet[Absence], _: str, __: str) -> QuerySet[Absence]:
        return absences  # the page's own rows know of it: without a value a filter is not asked


class AbsencesPage(ForStaff, ListPage):
    model = Absence
    template_name = "duty/absences.html"
    filters = AbsenceFilters
    orders = {"soonest": ("ends_at", "id")}

    def rows(self) -> QuerySet[Absence]:
        rows: Any = super().rows().select_related("person", "deputy")
        past_too = self.request.GET.get("when") == "all"
        found: QuerySet[Absence] = rows.filter(cancelled_at=None) if past_too else rows.ahead(now())
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_end_any": may(self.reader, AWAY_ANY), "present": now()}


class AbsenceSetPage(ForStaff, ActPage):
    title = "Out of office"
    hint = (
        "Alerts to you go to whoever stands in too, the on-call rota passes you over, and whoever gives you a case "
        "is told that you are away."
    )
    submit = "Set it"
    said = "It is set; whoever stands in is told."

    @property
    def form_class(self) -> Any:
        return AnybodysAbsenceForm if may(self.reader, AWAY_ANY) else AbsenceForm

    def permit(self) -> None:
        super().permit()
        require(self.reader, AWAY)

    def initial(self) -> dict[str, Any]:
        return {"person": self.reader}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Absence:
        return actions.absence_set(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("absences")


class AbsenceEndPage(ForStaff, ObjectActPage):
    model = Absence
    title = "Back in office"
    hint = "From now on alerts come to you alone again. One that has not begun is taken back."
    submit = "I am back"
    said = "The absence has ended."

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("person")

    def about(self) -> str:
        zone = ZoneInfo(self.reader.timezone)
        times = (absolute(at, zone) for at in (self.object.starts_at, self.object.ends_at))
        return f"{self.object.person.display_name}: {' to '.join(times)}"

    def act(self, form: Any) -> Absence:
        return actions.absence_end(actor=self.reader, absence=self.object)

    def done(self, result: Any) -> str:
        return reverse("absences")
