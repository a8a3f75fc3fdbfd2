"""`/backups/runs/`: what the tools did, told one by one or by the thousand."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.hearing import REPORT, EndsFirst, What, runs_record
from backups.api.answers import differs, kept_aside, status_of, summed_up
from backups.api.filters import ScheduleFilter
from backups.api.shown import KeptAside, RunSerializer, RunsTold
from backups.api.taken import TellRun, TellRuns, runs_taken, taken
from backups.models import Hold, Run
from backups.models.run import Status, Via
from backups.narrowing import OfFewSchedules
from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.roles import require
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleView, VisibleViewSet
from hostops.lib.errors import BadField


class RunFilters(OfFewSchedules):
    schedule = ScheduleFilter(field_name="schedule")
    server = WordFilter(field_name="schedule__server__hostname", lookup_expr="iexact")
    tier = WordFilter(field_name="schedule__tier")
    account = AccountFilter(field_name="schedule__server__account")
    status = AnyOfFilter(Status.values)
    external_id = WordFilter()
    suspicious = YesNoFilter(field_name="suspicious", lookup_expr="isnull", exclude=True)
    since = InstantFilter(field_name="finished_at", lookup_expr="gte")
    until = InstantFilter(field_name="finished_at", lookup_expr="lt")


class RunViewSet(VisibleViewSet):
    """Runs, the latest told first."""

    model = Run
    serializer_class = RunSerializer
    creates = staticmethod(runs_record)
    filterset_class = RunFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        held = Prefetch("holds", Hold.objects.filter(released_at=None))
        return queryset.select_related("schedule__server__account").prefetch_related(held)

    @extend_schema(request=TellRun, responses={200: RunSerializer, 201: RunSerializer, 202: KeptAside})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell of a run. One that is known by its `external_id` is not doubled: 200, and what was missing is filled in.

        With other figures than are known: 409. Of an unknown server or tier, or from the future: 202,
        and it is kept aside for a person.
        """
        require(request.user, REPORT)
        told = taken(TellRun, request.data).told()
        outcome = runs_record(actor=request.user, told=[told], via=Via.REST)[0]
        if outcome.what == What.KEPT_ASIDE:
            return kept_aside(outcome)
        if outcome.what == What.DIFFERS:
            return differs(outcome)
        assert outcome.run is not None
        run = self.seen_again(outcome.run)
        status = HTTPStatus.CREATED if outcome.what == What.CREATED else HTTPStatus.OK
        return self.shown(run, status, Location=self.address_of(run))


class Bulk(VisibleView):
    """`POST`: many runs at once."""

    model = Run
    serializer_class = RunsTold

    def most_bytes(self, request: Request) -> int:
        most: int = settings.BACKUP_REPORT_MAX_BYTES
        return most

    @extend_schema(request=TellRuns, responses={200: RunsTold, 201: RunsTold, 202: RunsTold})
    def post(self, request: Request) -> Response:
        """Tell of many runs, in one transaction; each is answered by itself, in their order.

        A malformed one, or one that ends before it starts, is 400 and nothing is stored. 201 where
        anything was recorded, 202 where something only waits for a person, 200 where all was known.
        """
        require(request.user, REPORT)
        runs, steps = runs_taken(request.data)
        try:
            outcomes = runs_record(actor=request.user, told=[run.told() for run in runs], via=Via.REST)
        except EndsFirst as error:
            where = ".".join([*steps, str(error.index), "finished_at"])
            raise BadField({where: error.errors["finished_at"]}) from None
        return Response(summed_up(outcomes), status=status_of(outcomes))
