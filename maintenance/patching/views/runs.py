"""`/patching/runs/`: what is to be installed where and when; customers see those that touch their servers."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may, require
from hostops.lib.errors import BadField
from hostops.web.acts import ActPage
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.times import iso
from maintenance.patching.actions.results import REPORT
from maintenance.patching.actions.runs import PLAN, run_plan
from maintenance.patching.api.run_shown import in_list
from maintenance.patching.forms.runs import PlanForm
from maintenance.patching.models import PatchResult, PatchRun
from maintenance.patching.platforms import platforms_known

_MOST = 5_000
_COLUMNS = ("run", "title", "platform", "state", "planned_at", "impact", "window", "started_at", "finished_at", "done",
            "failed", "rolled_back", "pending", "skipped")  # fmt: skip
_FIELDS = {"rings": "pilots"}
# Of a run's servers: how many went how, in words.
_WENT = {"done": "done", "failed": "failed", "rolled_back": "rolled back", "pending": "pending", "skipped": "left out"}
_PREFILLED = ("platform", "releases", "pilots", "rest", "window", "title")


class RunFilters(OfAccountFilters):
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title")
    account = account_filter()
    platform = django_filters.ChoiceFilter(
        label="Platform", empty_label="All platforms", choices=lambda: [(name, name) for name in platforms_known()]
    )
    state = django_filters.ChoiceFilter("seen_state", label="State", empty_label="All", choices=PatchRun.State.choices)

    class Meta:
        model = PatchRun
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> QuerySet[PatchRun]:
        account = self.form.cleaned_data.pop("account", None)
        rows: QuerySet[PatchRun] = super().filter_queryset(queryset)
        touched = PatchResult.objects.filter(run=OuterRef("pk"), server__account=account)
        return rows.filter(Exists(touched)) if account else rows


class RunsPage(ListPage):
    """Seven statements, however many there are."""

    model = PatchRun
    template_name = "patching/runs.html"
    filters = RunFilters
    orders = {"newest": ("-planned_at", "-id"), "soonest": ("planned_at", "id")}
    order_labels = {"newest": "Latest first", "soonest": "Earliest first"}

    def rows(self) -> QuerySet[Any]:
        return in_list(super().rows(), self.reader)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        for row in more["page"].rows:
            row.went = ", ".join(f"{number} {_WENT[state]}" for state, number in _counts(row) if number)
        return super().show(status, **more)

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_plan": may(self.reader, PLAN), "may_report": may(self.reader, REPORT)}


class RunsCsv(RunsPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by("-planned_at", "-id")[: _MOST + 1]
        return csv_download("patch-runs", _COLUMNS, _lines(rows), _MOST)


def _lines(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    for run in rows:
        counts = [number for _, number in _counts(run)]
        window = run.window.number if run.window else ""
        begun, ended = (iso(at) if at else "" for at in (run.started_at, run.finished_at))
        yield [run.number, run.title, run.platform, run.seen_state, iso(run.planned_at), run.impact, window, begun,
               ended, *counts]  # fmt: skip


def _counts(run: Any) -> list[tuple[str, int]]:
    counted = run.counted or {}
    return [(state, counted.get(f"n_{state}", 0)) for state in _WENT]


class RunPlanPage(ActPage):
    form_class = PlanForm
    title = "Plan a patch run"
    hint = "What the policies say against it, such as too late after a release, is told at its field."
    submit, said = "Plan it", "The run is planned."

    def permit(self) -> None:
        super().permit()
        require(self.reader, PLAN)

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in _PREFILLED if name in self.request.GET}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> PatchRun:
        try:
            return run_plan(actor=self.reader, **form.given())
        except BadField as wrong:
            raise BadField({_FIELDS.get(name, name): detail for name, detail in wrong.errors.items()}) from None

    def done(self, result: Any) -> str:
        return reverse("patch_run", args=[result.pk]) if result else reverse("patch_runs")
