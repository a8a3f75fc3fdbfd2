"""`/patching/duties/PD-12/`: what is promised of a server's patching, and what became of each period."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.policies.binding import LARGE
from hostops.web.pages import DetailPage
from maintenance.patching.addressed import id_of
from maintenance.patching.dutyfaces import OVERDUE, shown_state
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchOwed
from maintenance.patching.promises import KIND
from maintenance.patching.rules.periods import has_periods, period_of

_MOST = 26
What = PatchOwed.What


class DutyPage(DetailPage):
    model = PatchDuty
    template_name = "patching/duty.html"

    def rows(self) -> QuerySet[Any]:
        joined = super().rows().select_related("server__account", "subject", "promise__version__policy")
        return joined.defer(*(f"promise__{name}" for name in LARGE))

    def lookup(self) -> dict[str, Any]:
        return {"pk": id_of(PatchDuty.PREFIX, self.kwargs["number"])}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        duty, at = self.found(), now()
        promised = duty.promise.parsed
        periodic = has_periods(promised.platform.cadence)
        shown = _owed(duty, at)
        closed = _closed(duty)
        for one in shown:
            one.is_closed = one.starts_at in closed and one.what == What.PERIOD
        return self.show(
            object=duty,
            promised=promised,
            period=period_of(promised.platform.cadence, promised.timezone, at) if periodic else None,
            periods=[one for one in shown if one.what == What.PERIOD],
            releases=[one for one in shown if one.what != What.PERIOD],
            clock=Clock.objects.visible_to(self.reader).filter(subject=duty.subject_id, kind=KIND).first(),
            periodic=periodic,
            # beside the newest, which the head of the page names
            overdue=sum(one.state == OVERDUE for one in shown[1:]),
        )


def _owed(duty: PatchDuty, at: datetime) -> Sequence[Any]:
    """The latest first, with their states; two statements, periods and releases."""
    rows: Any = PatchOwed.objects.filter(duty=duty).select_related("release", "exception", "done_by__run")
    found = [
        *rows.filter(what=What.PERIOD).order_by("-starts_at")[:_MOST],
        *rows.exclude(what=What.PERIOD).order_by("-due_at", "-id")[:_MOST],
    ]
    for one in found:
        one.state = shown_state(one, at)
    return found


def _closed(duty: PatchDuty) -> set[datetime]:
    """The starts of the periods that are closed."""
    rows = ClosedPeriod.objects.filter(account=duty.server.account_id, platform=duty.platform)
    return set(rows.order_by("-starts_at").values_list("starts_at", flat=True)[: 2 * _MOST])
