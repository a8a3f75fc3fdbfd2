"""`/on-call/`, `/absences/`, `/handovers/`: who is on duty, who is away, what one shift tells the next."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet, pointing_at
from hostops.duty import actions, roles
from hostops.duty.api import filters, serializers
from hostops.duty.facts import gathered
from hostops.duty.models import Absence, Handover, Shift
from hostops.duty.upcoming import now_on_call
from hostops.lib.now import now


class _RoleFirst(VisibleView):
    """Whoever may not do it learns nothing from the names in the body."""

    verb: ClassVar[str] = ""

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, self.verb)
        return super().taken(request)


class _Shifts(_RoleFirst):
    model = Shift
    serializer_class = serializers.ShiftSerializer
    verb = roles.PLAN

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("person")


class ShiftViewSet(_Shifts, VisibleViewSet):
    """Shifts of the rota, as staff see them."""

    takes, creates = serializers.PlanShift, staticmethod(actions.shift_plan)
    filterset_class = filters.ShiftFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}


class ShiftChange(_Shifts, ActionView):
    """Change when a shift is, or whose it is; what is not named stays."""

    takes, calls = serializers.ChangeShift, staticmethod(actions.shift_change)


class ShiftCover(_Shifts, ActionView):
    """Take a colleague's shift over; who had it is told."""

    verb = roles.COVER
    calls = staticmethod(actions.shift_cover)


class ShiftSwap(_Shifts, ActionView):
    """Two people swap their shifts; both are told."""

    verb = roles.SWAP
    takes, calls = serializers.SwapShift, staticmethod(actions.shift_swap)


class ShiftRemove(_Shifts, ActionView):
    calls = staticmethod(actions.shift_remove)

    @extend_schema(responses={204: None})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a shift that has not ended out of the rota; the journal keeps that it was."""
        return super().post(request, *args, **kwargs)

    def answer(self, thing: Any, result: Any) -> Response:
        return Response(status=HTTPStatus.NO_CONTENT)


class ShiftDrafts(_RoleFirst):
    model = Shift
    verb = roles.PLAN
    takes, serializer_class = serializers.DraftShifts, serializers.DraftedSerializer
    status_code: ClassVar[int] = HTTPStatus.CREATED

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Draft a shift for each week, the people in turn; a week that is taken already is left as it is."""
        body = self.taken(request)
        with pointing_at(body):
            made = actions.shifts_draft(actor=request.user, **body.validated_data)
        return Response(self.get_serializer({"shifts": made}).data, status=self.status_code)


class OnCall(VisibleView):
    """Who is on call now, when it is handed over, where nobody is planned."""

    model = Shift
    serializer_class = serializers.NowSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(request.user, roles.SEE)
        found = now_on_call(now())
        gaps = [
            {"line": line, "starts_at": gap.starts_at, "ends_at": gap.ends_at}
            for line, pieces in found.gaps.items()
            for gap in pieces
        ]
        shown = {"lines": found.lines, "handover_at": found.handover_at, "gaps": gaps}
        return Response(self.get_serializer(shown).data)


class _Absences(_RoleFirst):
    model = Absence
    serializer_class = serializers.AbsenceSerializer
    verb = roles.AWAY

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("person", "deputy")


class AbsenceViewSet(_Absences, VisibleViewSet):
    """Who is, was or will be out of office, as staff see it."""

    takes, creates = serializers.SetAbsence, staticmethod(actions.absence_set)
    filterset_class = filters.AbsenceFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class AbsenceEnd(_Absences, ActionView):
    """Be back now, before the absence would have ended."""

    calls = staticmethod(actions.absence_end)


class _Handovers(_RoleFirst):
    model = Handover
    serializer_class = serializers.HandoverSerializer
    verb = roles.WRITE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("written_by", "addressed_to", "read_by").defer("search")


class HandoverViewSet(_Handovers, VisibleViewSet):
    """Handover notes, the newest first."""

    takes, creates = serializers.WriteHandover, staticmethod(actions.handover_write)
    filterset_class = filters.HandoverFilters
    orderings = {"written_at": Ordering.by("written_at"), "id": Ordering.by("id")}
    default_ordering = "-written_at"


class HandoverConfirm(_Handovers, ActionView):
    """Confirm that one has read the note."""

    verb = roles.CONFIRM
    calls = staticmethod(actions.handover_confirm)


class HandoverFacts(VisibleView):
    """What the portal knows that the next shift should know: the beginning of a note, as data."""

    model = Handover
    serializer_class = serializers.FactsSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(request.user, roles.WRITE)
        return Response(self.get_serializer({"sections": gathered(request.user, now())}).data)
