"""Recording a downtime, and what is done with an entry afterwards."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.web.acts import ActPage, ObjectActPage
from maintenance.actions import downtimes, exclusions
from maintenance.availability.promised import exclusions_of
from maintenance.forms.downtime import CorrectForm, DowntimeForm, ExcludeForm, NoteForm, ReasonForm
from maintenance.models import Downtime


class DowntimeRecordPage(ActPage):
    form_class = DowntimeForm
    title = "Record a downtime"
    hint = "Whether it was scheduled follows from the announced windows; downtimes that overlap count once."
    submit = "Record it"
    said = "The downtime is recorded."

    def permit(self) -> None:
        super().permit()
        require(self.reader, downtimes.RECORD)

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "") for name in ("server", "account", "window")}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Downtime:
        return downtimes.downtime_record(actor=self.reader, **form.given())

    def done(self, result: Any) -> str:
        return reverse("downtime", args=[result.pk]) if result else reverse("downtimes")


class _OfDowntime(ObjectActPage):
    """An act on one entry; afterwards the page of the entry that took its place."""

    model = Downtime
    verb = downtimes.RECORD

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__contract", "server__account", "window", "case")

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def done(self, result: Any) -> str:
        return reverse("downtime", args=[(result or self.object).pk])


class DowntimeCorrectPage(_OfDowntime):
    form_class = CorrectForm
    title = "Correct the downtime"
    hint = "What is written stays: this makes a new entry in its place. Closed months that it touches get a revision."
    submit = "Correct it"
    said = "The downtime is corrected."

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("starts_at", "ends_at", "cause")}

    def act(self, form: Any) -> Downtime:
        return downtimes.downtime_correct(actor=self.reader, downtime=self.object, **form.cleaned_data)


class DowntimeExcludePage(_OfDowntime):
    form_class = ExcludeForm
    title = "Ask that it does not count"
    hint = "The policy names the causes; it counts until a manager has approved."
    submit = "Ask"
    said = "The exclusion is asked for."

    def form_arguments(self) -> dict[str, Any]:
        known = exclusions_of(self.object.server.contract, self.object.starts_at)
        return {"known": [*known.items()]}

    def act(self, form: Any) -> Downtime:
        return exclusions.downtime_exclude(actor=self.reader, downtime=self.object, **form.cleaned_data)


class ExclusionApprovePage(_OfDowntime):
    form_class = NoteForm
    verb = downtimes.APPROVE
    title = "Approve the exclusion"
    hint = "From now on it does not count against the commitment."
    submit = "Approve"
    said = "The exclusion is approved."

    def act(self, form: Any) -> Downtime:
        return exclusions.exclusion_approve(actor=self.reader, downtime=self.object, **form.cleaned_data)


class ExclusionRefusePage(_OfDowntime):
    form_class = ReasonForm
    verb = downtimes.APPROVE
    title = "Refuse the exclusion"
    hint = "It counts against the commitment."
    submit = "Refuse"
    said = "The exclusion is refused."

    def act(self, form: Any) -> Downtime:
        return exclusions.exclusion_refuse(actor=self.reader, downtime=self.object, **form.cleaned_data)
