"""The steps of a run, each a form: begun, reported, rolled back, changed, ended, given up."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.web.acts import ObjectActPage
from maintenance.patching.actions.results import run_report
from maintenance.patching.actions.runs import run_cancel, run_change, run_finish, run_start
from maintenance.patching.forms.exceptions import NothingForm
from maintenance.patching.forms.runs import ChangeForm, ReportForm, WhyForm
from maintenance.patching.models import PatchResult, PatchRun


class _RunAct(ObjectActPage):
    """`step` is what the role must include; the action takes what the form gives."""

    model = PatchRun
    step: str
    action: Any

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("window")

    def permit(self) -> None:
        super().permit()
        require(self.reader, f"maintenance.patch_run.{self.step}")

    def initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def about(self) -> str:
        return f"{self.object.number} {self.object.title}"

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return self.action(actor=self.reader, run=self.object, if_version=version, **form.given())

    def done(self, result: Any) -> str:
        return reverse("patch_run", args=[self.object.pk])


class RunStartPage(_RunAct):
    form_class, action, step = NothingForm, staticmethod(run_start), "start"
    title, submit, said = "Start the run", "Start", "The run has begun."
    hint = "One that customers notice begins in its window, once the window was started."


class RunFinishPage(_RunAct):
    form_class, action, step = NothingForm, staticmethod(run_finish), "finish"
    title, submit, said = "Finish the run", "Finish", "The run is over."
    hint = "Servers that nothing was heard of are left out."


class RunCancelPage(_RunAct):
    form_class, action, step = WhyForm, staticmethod(run_cancel), "cancel"
    title, submit, said = "Cancel the run", "Cancel the run", "The run is cancelled."
    hint = "Plans that it kept are owed again, where no other run stands."


class RunChangePage(_RunAct):
    form_class, action, step = ChangeForm, staticmethod(run_change), "change"
    title, submit, said = "Change the run", "Save", "The run is changed."
    hint = "It is checked as when it was planned. Other servers are another run."

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def initial(self) -> dict[str, Any]:
        names = ("title", "planned_at", "impact", "window", "reason")
        return super().initial() | {name: getattr(self.object, name) for name in names}


class RunReportPage(_RunAct):
    """`?state=rolled_back` opens it for those that are done."""

    form_class, action, step = ReportForm, staticmethod(run_report), "report"
    title, submit, said = "Report results", "Report", "The results are kept."
    hint = "Tools report by REST; the run's page has the lines. What is done keeps what is owed at once."

    def form_arguments(self) -> dict[str, Any]:
        return {"run": self.object, "reader": self.reader}

    def act(self, form: Any) -> Any:
        try:
            return super().act(form)
        except BadField as wrong:
            raise BadField(_at_fields(wrong.errors, form)) from None

    def initial(self) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        named = {"state": state} if state in PatchResult.State.values else {"state": PatchResult.State.DONE}
        return super().initial() | named


def _at_fields(errors: Mapping[str, str], form: Any) -> dict[str, str]:
    """What was refused of `results.3.finished_at`, at the form's field: the same was told of every server."""
    rows = list(form.cleaned_data["servers"])
    found: dict[str, list[str]] = {}
    for place, words in errors.items():
        parts = place.split(".")
        name = next((part for part in parts if part in form.fields), "servers")
        whose = f"{rows[int(parts[1])].server.hostname}: " if name == "state" else ""
        found.setdefault(name, []).append(f"{whose}{words}")
    return {name: " ".join(dict.fromkeys(words)) for name, words in found.items()}
