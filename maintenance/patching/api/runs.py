"""`/patching/runs/`: planned, begun, reported by people and by tools, ended."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api import etags
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet, pointing_at
from hostops.lib.references import number_of
from maintenance.patching.actions import results, runs
from maintenance.patching.api.run_shown import ResultShown, RunRow, RunShown, in_list
from maintenance.patching.api.run_taken import CancelRun, ChangeRun, PlanRun, RecordRun, TellResults
from maintenance.patching.models import PatchResult, PatchRun, Release
from maintenance.querysets import PREFIX


class RunFilters(FilterSet):
    state = AnyOfFilter(PatchRun.State.values, field_name="seen_state")
    platform = WordFilter()
    account = WordFilter(method="by_account")
    server = WordFilter(method="by_server")
    release = WordFilter(method="by_release")
    window = WordFilter(method="by_window")
    external_id = WordFilter()
    since = InstantFilter(field_name="planned_at", lookup_expr="gte")
    until = InstantFilter(field_name="planned_at", lookup_expr="lt")

    def by_account(self, rows: QuerySet[PatchRun], _: str, slug: str) -> QuerySet[PatchRun]:
        return rows.filter(self._with(server__account__slug=slug))

    def by_server(self, rows: QuerySet[PatchRun], _: str, hostname: str) -> QuerySet[PatchRun]:
        return rows.filter(self._with(server__hostname__iexact=hostname))

    def by_release(self, rows: QuerySet[PatchRun], _: str, name: str) -> QuerySet[PatchRun]:
        number = number_of(Release.PREFIX, name)
        return rows.filter(releases=number) if number else rows.none()

    def by_window(self, rows: QuerySet[PatchRun], _: str, name: str) -> QuerySet[PatchRun]:
        number = number_of(PREFIX, name)
        return rows.filter(window=number) if number else rows.none()

    def _with(self, **named: Any) -> Exists:
        """Runs with a server that the caller may see."""
        mine: Any = PatchResult.objects.visible_to(self.request.user)
        return Exists(mine.filter(run=OuterRef("pk"), **named))


class _Runs(RoleFirst):
    model = PatchRun
    serializer_class = RunShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return in_list(queryset, self.request.user)


class RunViewSet(_Runs, VisibleViewSet):
    """Patch runs, the latest planned first; one of them with how its rings stand."""

    verb = runs.PLAN
    takes, creates = PlanRun, staticmethod(runs.run_plan)
    filterset_class = RunFilters
    orderings = {"planned_at": Ordering.by("planned_at"), "id": Ordering.by("id")}
    default_ordering = "-planned_at"

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return RunRow if self.action == "list" else RunShown

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Plan a run. With an impact that the policy keeps to windows it names its window, and lies in it."""
        return super().create(request, *args, **kwargs)


class RunRecord(_Runs, VisibleView):
    """Tell of a run that nobody planned; told again by the same `external_id` it is the same run."""

    verb, takes = results.REPORT, RecordRun

    @extend_schema(responses={201: RunShown})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record it: what is done keeps what is owed, as a planned run does."""
        body = self.taken(request)
        with pointing_at(body):
            run = results.run_record(actor=request.user, **body.validated_data)
        where = request.build_absolute_uri(request.path.replace("/record/", f"/{run.pk}/"))
        return self.shown(self.seen_again(run), 201, Location=where)


class _Step(_Runs, ActionView):
    named = "run"


class RunChange(_Step):
    """Another time, impact or window for a run that has not begun."""

    verb = "maintenance.patch_run.change"
    takes, calls = ChangeRun, staticmethod(runs.run_change)


class RunStart(_Step):
    """Begin the run; with an impact on customers only within its window, which runs."""

    verb = "maintenance.patch_run.start"
    calls = staticmethod(runs.run_start)


class RunFinish(_Step):
    """End the run: servers that nothing was heard of are left out."""

    verb = "maintenance.patch_run.finish"
    calls = staticmethod(runs.run_finish)


class RunCancel(_Step):
    """The run does not take place."""

    verb = "maintenance.patch_run.cancel"
    takes, calls = CancelRun, staticmethod(runs.run_cancel)


class RunResults(RoleFirst, VisibleViewSet):
    """How it went, server by server; to a customer on its own servers."""

    model = PatchResult
    serializer_class = ResultShown
    verb, takes = results.REPORT, TellResults
    creates = staticmethod(results.run_report)
    changes_object = True
    orderings = {"ring": Ordering.by("ring"), "id": Ordering.by("id")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(run=self.kwargs.get("pk")).select_related("server__account", "reported_by")

    def run(self) -> PatchRun:
        """The run of the address; one that the caller may not see is not there."""
        found = in_list(PatchRun.objects.visible_to(self.request.user), self.request.user)
        run: PatchRun | None = found.filter(pk=self.kwargs["pk"]).first()
        if run is None:
            raise Http404
        return run

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The servers of the run, by rings."""
        self.run()
        return super().list(request, *args, **kwargs)

    @extend_schema(request=TellResults, responses={200: RunShown})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell how it went on one server or on all of them; the run afterwards.

        What is known, or older than what is known, changes nothing: a report may be sent again.
        """
        run = self.run()
        body = self.taken(request)
        known: dict[str, Any] = {"if_version": run.version} if etags.require_match(request, etags.tag_of(run)) else {}
        with pointing_at(body):
            results.run_report(actor=request.user, run=run, **body.validated_data, **known)
        after = self.run()
        shown = RunShown(after, context=self.get_serializer_context()).data
        return Response(shown, headers={"ETag": etags.tag_of(after) or ""})
