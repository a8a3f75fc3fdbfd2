"""`/cases/` and `/cases/{number}/`."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.keyset import Ordering
from hostops.api.problems import handle
from hostops.api.resources import VisibleView, VisibleViewSet
from tickets.actions import KeptElsewhere, case_file
from tickets.api.addressed import OfCase
from tickets.api.files import TakesFiles
from tickets.api.filing import FileCase
from tickets.api.filters import CaseFilters
from tickets.api.shown import CaseRow, CaseShown
from tickets.models import Case

QUEUE = "queue"
_NAMES = ("account", "server", "software", "reporter", "assignee")
# The texts stay where they are until a case is asked for alone.
_NOT_IN_LISTS = ("description", "checked_locally", "received_reason", "coverage_reason")


def whole(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what `CaseShown` reads of the case itself; what hangs on it `Standing` reads."""
    rows: Any = _with_tags(cases)
    found: QuerySet[Case] = rows.with_merge().select_related(*_NAMES, "subject__account", "contract")
    return found


def in_list(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what `CaseRow` reads, and no more."""
    return _with_tags(cases).select_related(*_NAMES).defer(*_NOT_IN_LISTS)


def _with_tags(cases: Any) -> QuerySet[Case]:
    tagged: QuerySet[Case] = cases.with_tags()
    return tagged


class WholeCase(VisibleView):
    """Shows one case with everything that belongs to it."""

    model = Case
    serializer_class = CaseShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return whole(queryset)


class CaseViewSet(TakesFiles, OfCase, WholeCase, VisibleViewSet):
    """A case: what was reported, where it stands, and the clocks that run for it."""

    takes = FileCase
    creates = staticmethod(case_file)
    filterset_class = CaseFilters
    orderings = {
        "number": Ordering.by("id"),
        "next_due": Ordering.by("queue_due"),
        QUEUE: Ordering.by("queue_rank", "queue_due"),
    }
    default_ordering = "-number"

    def get_object(self) -> Case:
        return self.case_in(self.get_queryset())

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return CaseRow if self.action == "list" else CaseShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = in_list if self.action == "list" else whole
        return chosen(queryset)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The queue is of what is worked on or held; what has ended has no place in it."""
        found: Any = super().filter_queryset(queryset)
        in_queue = self.request.query_params.get("ordering", "").removeprefix("-") == QUEUE
        queue: QuerySet[Any] = found.live() if in_queue else found
        return queue

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cases, the newest first. `ordering=queue` is the engineers' queue: of what is worked on or
        held, an open Level 1 first, then security responses, then by the next due instant."""
        return super().list(request, *args, **kwargs)

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, "tickets.case.file")
        return super().taken(request)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """File a case. What is over the contract's cap is held, never refused (itpdx:4g). What monitoring says of
        a server in a service window that runs is kept with the window: 409, which names it."""
        try:
            return super().create(request, *args, **kwargs)
        except KeptElsewhere as error:
            # answered, not raised: with an Idempotency-Key what was kept would be rolled back
            return handle(error, {"request": request})

    def seen_again(self, thing: Any) -> Any:
        """Written a moment ago, with everything it belongs to at hand: there is nothing to read again."""
        return thing
