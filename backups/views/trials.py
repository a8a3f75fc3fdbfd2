"""`/backups/restore-tests/`: whose restore is to be tried by when, and what came of those that were."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from backups.actions.trials import RECORD, trial_record
from backups.forms.book import TrialForm
from backups.models import Trial
from backups.servernames import NotOneServer, server_named
from backups.trials import KIND, server_of
from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may, require
from hostops.clocks.models import Clock
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.web.acts import ActPage
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import iso

_MOST, _AT_ONCE = 5_000, 500
_COLUMNS = (
    "test", "account", "server", "run", "what", "started_at", "finished_at", "seconds", "succeeded", "findings",
    "checked_by", "recorded_by", "recorded_at",
)  # fmt: skip


class OwedFilters(OfAccountFilters):
    account = account_filter("subject__account")
    server = django_filters.CharFilter(field_name="subject__title", lookup_expr="icontains", label="Server")
    due = django_filters.ChoiceFilter(
        choices=[("overdue", "Overdue")], empty_label="Any time", label="Due", method="by_due"
    )

    class Meta:
        model = Clock
        fields: list[str] = []

    def by_due(self, clocks: QuerySet[Clock], _: str, value: str) -> QuerySet[Clock]:
        return clocks.filter(due_at__lt=now())


class TrialsOwedPage(ListPage):
    """Servers by when their next restore test is due, each with its last."""

    model = Clock
    template_name = "backups/trials_owed.html"
    filters = OwedFilters
    orders = {"due": ("due_at", "id")}

    def rows(self) -> QuerySet[Any]:
        live = super().rows().filter(kind=KIND, stopped_at=None, cancelled_at=None, due_at__isnull=False)
        return live.select_related("subject__account")

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_record": may(self.reader, RECORD)}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        at = now()
        servers = {row.pk: server_of(row.subject.reference) for row in more["page"].rows}
        last = _latest(self.reader, servers.values())
        for row in more["page"].rows:
            row.server, row.last = servers[row.pk], last.get(servers[row.pk])
            row.hostname = row.subject.title.removeprefix("Restore test of ")
            row.state = "overdue" if row.due_at < at else "owed"
        return super().show(status, **more)


def _latest(reader: Any, servers: Any) -> dict[int | None, Trial]:
    """The last test of each server, by the index of each server's tests."""
    tests = Trial.objects.visible_to(reader).filter(server__in=[server for server in servers if server])
    return {test.server_id: test for test in tests.order_by("server_id", "-finished_at").distinct("server_id")}


class TrialFilters(OfAccountFilters):
    account = account_filter("server__account")
    server = django_filters.CharFilter(field_name="server__hostname", lookup_expr="iexact", label="Server")
    succeeded = django_filters.ChoiceFilter(
        choices=[("yes", "It came back"), ("no", "It failed")], empty_label="Any", label="What came of it",
        method="by_result",
    )  # fmt: skip

    class Meta:
        model = Trial
        fields: list[str] = []

    def by_result(self, tests: QuerySet[Trial], _: str, value: str) -> QuerySet[Trial]:
        return tests.filter(succeeded=value == "yes")


class TrialsPage(ListPage):
    model = Trial
    template_name = "backups/trials.html"
    filters = TrialFilters
    orders = {"latest": ("-finished_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account", "recorded_by")

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_record": may(self.reader, RECORD)}


class TrialsCsv(TrialsPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by("-finished_at", "-id")[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        return csv_download("restore-tests", _COLUMNS, map(_values, rows), _MOST)


def _values(test: Trial) -> list[Any]:
    return [
        test.pk, test.server.account.slug, test.server.hostname, test.run_id or "", test.what, iso(test.started_at),
        iso(test.finished_at), int((test.finished_at - test.started_at).total_seconds()),
        "yes" if test.succeeded else "no", test.findings, test.checked_by, test.recorded_by.username,
        iso(test.recorded_at),
    ]  # fmt: skip


class TrialPage(DetailPage):
    model = Trial
    template_name = "backups/trial.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account", "run__schedule", "recorded_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        test = self.object
        return super().show(status, **more, seconds=(test.finished_at - test.started_at).total_seconds())


class TrialNewPage(ActPage):
    form_class = TrialForm
    title = "Record a restore test"
    hint = "It is written once. One that came back keeps the server's promise until the next is due."
    submit = "Record it"
    said = "The restore test is recorded."

    def permit(self) -> None:
        super().permit()
        require(self.reader, RECORD)

    def initial(self) -> dict[str, Any]:
        given = {name: self.request.GET.get(name, "") for name in ("server", "account", "run")}
        return given | {"checked_by": self.reader.display_name}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Trial:
        data = dict(form.cleaned_data)
        try:
            server = server_named(self.reader, data["server"], data.pop("account"))
        except NotOneServer as error:
            raise BadField({"server": str(error)}) from None
        return trial_record(actor=self.reader, **{**data, "server": server})

    def done(self, result: Any) -> str:
        return reverse("restore_test", args=[result.pk]) if result else reverse("restore_tests")
