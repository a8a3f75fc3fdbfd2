"""What the lists of cases share, and the customer's list. The engineers' is in `queue.py`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.keyset import Slice
from hostops.web.lists import ListPage
from tickets.found import passages, title_marked
from tickets.lookup import contract_of
from tickets.models import Case
from tickets.outages import told_of_anothers
from tickets.owed import next_owed
from tickets.querysets import IS_LIVE
from tickets.states import Coverage
from tickets.terms import terms_of
from tickets.views.filters import CaseFilters

# A row shows these and no more; descriptions stay in the database.
_SHOWN = (
    "title", "state", "severity", "severity_verified", "security", "unregistered", "over_cap", "coverage", "next_due",
    "received_at", "updated_at", "queue_rank", "queue_due", "subject_id", "account_id",
    # what a response waits for that does not count yet
    "contacted_at", "covered_at", "held_at", "admitted_at", "raised_at", "reopened_at",
    "contract__reference", "contract__starts_at",
)  # fmt: skip
# So far a list is counted: where words are looked for, each case of it may have to be looked into.
_COUNTED_TO, _COUNTED_OF_WORDS = 1000, 100


class CaseList(ListPage):
    """What the list and the queue share: lean rows, what is owed on each, and how many there are."""

    model = Case
    shown = _SHOWN

    def rows(self) -> QuerySet[Case]:
        return super().rows().select_related("contract").only(*self.shown)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        page: Slice = more["page"]
        words = self.request.GET.get("q", "").strip()
        owed = next_owed(page.rows, self.reader)
        found = passages(page.rows, words, self.reader) if words and page.rows else {}
        for case in page.rows:
            case.owed, case.marks = owed.get(case.pk), marks(case)
            case.titled, case.found = title_marked(case.title, words), found.get(case.pk, "")
            self.dress(case)
        return super().show(status, **more)

    def dress(self, case: Any) -> None:
        """Give a row what this list shows beside; override as needed."""

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "may_file": may(self.reader, "tickets.case.file"),
            "count": self.count(),
            "counted_to": self.counted_to(),
        }

    def count(self) -> int | None:
        """How many match, as far as it is worth counting; None where counting could read the whole table."""
        return self.matching().order_by().values("pk")[: self.counted_to() + 1].count()

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


def marks(case: Case) -> list[str]:
    """What sets a case apart from others in its state."""
    found = {
        "security": case.security,
        "over the cap": case.over_cap,
        "server not registered": case.unregistered and case.coverage == Coverage.UNDECIDED,
    }
    return [mark for mark, is_so in found.items() if is_so]
