"""`/backups/checks/`: the days of each provider, signed and to be signed. The staff's own."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from backups.actions.checking import SIGN, check_note, check_sign
from backups.checkstates import STATES, state_of, state_q
from backups.daily import clock_of_checks
from backups.daysums import rows_of_day, sums
from backups.excepted import shown
from backups.exceptions import owed_words
from backups.forms.book import DayNoteForm, SignForm
from backups.models import DayCheck, DayNote
from hostops.accounts.roles import may, require
from hostops.lib.errors import NotAllowed
from hostops.lib.now import now
from hostops.policies.models import Policy
from hostops.web.acts import ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage

# More than these the page of a day leaves to the list of exceptions.
_LISTED = 50
_LABELS = {"unsigned": "Not signed yet", "overdue": "Overdue", "signed": "Signed"}


class DayCheckFilters(django_filters.FilterSet):
    policy = django_filters.ModelChoiceFilter(
        queryset=Policy.objects.none(), to_field_name="slug", empty_label="All policies", label="Policy"
    )
    state = django_filters.ChoiceFilter(
        choices=[(state, _LABELS[state]) for state in STATES], empty_label="Any", label="State", method="by_state"
    )

    class Meta:
        model = DayCheck
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["policy"].queryset = Policy.objects.visible_to(self.request.user)

    def by_state(self, checks: QuerySet[DayCheck], _: str, state: str) -> QuerySet[DayCheck]:
        return checks.filter(state_q([state], now()))


def _staff_alone(reader: Any) -> None:
    if not reader.is_staff_member:
        raise NotAllowed("The daily checks are the provider's own book.")


class DayChecksPage(ListPage):
    model = DayCheck
    template_name = "backups/checks.html"
    filters = DayCheckFilters
    orders = {"latest": ("-day", "-id"), "due": ("due_at", "id")}
    order_labels = {"latest": "latest day", "due": "due first"}

    def permit(self) -> None:
        _staff_alone(self.reader)

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("policy", "signed_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        at = now()
        for check in more["page"].rows:
            check.state = state_of(check, at)
        return super().show(status, **more)


class DayCheckPage(DetailPage):
    """A signed day as it was signed; one that is not as it stands."""

    model = DayCheck
    template_name = "backups/check.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("policy", "signed_by").prefetch_related("notes__written_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.found()
        state = state_of(self.object, now())
        more = self._signed() if state == "signed" else self._as_it_stands()
        clock = clock_of_checks(self.object.policy)
        may_sign = may(self.reader, SIGN)
        return self.show(object=self.object, state=state, clock=clock, may_sign=may_sign, listed=_LISTED, **more)

    def _signed(self) -> dict[str, Any]:
        figures = self.object.figures
        return {"slots": figures["slots"], "signed": figures["exceptions"]}

    def _as_it_stands(self) -> dict[str, Any]:
        check = self.object
        rows = rows_of_day(check.policy, check.day, self.reader)
        told = {"exceptions": shown(rows[:_LISTED]), "number": len(rows), "owed": len(owed_words(rows))}
        return {"slots": sums(check.policy, check.day, rows), **told}


class _OfDay(ObjectActPage):
    model = DayCheck

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("policy")

    def permit(self) -> None:
        super().permit()
        require(self.reader, SIGN)

    def about(self) -> str:
        return f"{self.object.policy.provider}, {self.object.day:%A} {self.object.day.day} {self.object.day:%B %Y}"

    def done(self, result: Any) -> str:
        return reverse("backup_check", args=[self.object.pk])


class DaySignPage(_OfDay):
    form_class = SignForm
    title = "Sign the day"
    hint = "Its figures and exceptions are kept as they stand, with what was said of each."
    submit = "Sign"
    said = "The day is signed."

    def act(self, form: Any) -> DayCheck:
        return check_sign(actor=self.reader, check=self.object, **form.cleaned_data)


class DayNotePage(_OfDay):
    form_class = DayNoteForm
    title = "Write a note"
    hint = "What was signed stays as it is; a note says what became known since."
    submit = "Keep it"
    said = "The note is kept."

    def act(self, form: Any) -> DayNote:
        return check_note(actor=self.reader, check=self.object, **form.cleaned_data)
