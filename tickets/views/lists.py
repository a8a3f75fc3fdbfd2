"""`/cases/`: a customer's list, an engineer's queue."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.keyset import Slice
from hostops.web.lists import ListPage
from tickets.lookup import contract_of
from tickets.models import Case
from tickets.outages import outages, told_of_anothers
from tickets.owed import next_owed
from tickets.querysets import IS_LIVE
from tickets.states import LIVE_STATES, Coverage
from tickets.terms import terms_of
from tickets.views.filters import CaseFilters, QueueFilters

# A row shows these and no more; descriptions and search vectors stay in the database.
_SHOWN = (
    "title", "state", "severity", "severity_verified", "security", "unregistered", "over_cap", "coverage", "next_due",
    "received_at", "updated_at", "contacted_at", "covered_at", "queue_rank", "queue_due", "subject_id", "account_id",
)  # fmt: skip
# So far a list is counted: where words are looked for, each case of it may have to be looked into.
_COUNTED_TO, _COUNTED_OF_WORDS = 1000, 100


class CaseList(ListPage):
    """What the list and the queue share: lean rows, what is owed on each, and how many there are."""

    model = Case

    def rows(self) -> QuerySet[Case]:
        return super().rows().only(*_SHOWN)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        page: Slice = more["page"]
        owed = next_owed(page.rows, self.reader)
        for case in page.rows:
            case.owed, case.marks = owed.get(case.pk), marks(case)
        return super().show(status, **more)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "may_file": may(self.reader, "tickets.case.file"),
            "count": self.count(),
            "counted_to": self.counted_to(),
        }

    def count(self) -> int | None:
        """How many match, as far as it is worth counting; None where counting could read the whole table."""
        return self.matching().order_by()[: self.counted_to() + 1].count()

    def counted_to(self) -> int:
        return _COUNTED_OF_WORDS if self.request.GET.get("q") else _COUNTED_TO


class OwnCases(CaseList):
    """A customer's list: what is not ended first, the newest of each first."""

    template_name = "tickets/list.html"
    filters = CaseFilters
    orders = {"open": ("-live", "-id"), "newest": ("-id",)}
    order_labels = {"open": "Open first", "newest": "Newest first"}

    def context(self) -> dict[str, Any]:
        terms = terms_of(contract_of(self.reader.account, None), now())
        return super().context() | {"told": told_of_anothers(self.reader.account_id, terms)}

    def rows(self) -> QuerySet[Case]:
        return super().rows().annotate(live=IS_LIVE)


class Queue(CaseList):
    """The engineers' queue: an open Level 1, then security, then the next due instant."""

    template_name = "tickets/queue.html"
    filters = QueueFilters
    orders = {"queue": ("queue_rank", "queue_due", "id"), "next_due": ("queue_due", "id"), "newest": ("-id",)}
    order_labels = {"queue": "Queue", "next_due": "Next due", "newest": "Newest first"}
    per_page = 50

    def context(self) -> dict[str, Any]:
        return super().context() | {"outages": outages()}

    def rows(self) -> QuerySet[Case]:
        shown = ("account__name", "account__slug", "assignee__full_name", "assignee__username")
        return super().rows().select_related("account", "assignee").only(*_SHOWN, *shown)

    def order(self) -> str:
        """What has ended stands in no queue: those are listed newest first."""
        chosen = super().order()
        return "newest" if chosen == "queue" and not self._live_only() else chosen

    def count(self) -> int | None:
        return super().count() if self._live_only() else None

    def _live_only(self) -> bool:
        return self.request.GET.get("state", "") in {"", *LIVE_STATES}


def marks(case: Case) -> list[str]:
    """What sets a case apart from others in its state."""
    found = {
        "security": case.security,
        "over the cap": case.over_cap,
        "server not registered": case.unregistered and case.coverage == Coverage.UNDECIDED,
    }
    return [mark for mark, is_so in found.items() if is_so]


def cases(request: HttpRequest) -> HttpResponseBase:
    """Each side has its own view of the cases at the one address."""
    page = Queue if getattr(request.user, "is_staff_member", False) else OwnCases
    return page.as_view()(request)
