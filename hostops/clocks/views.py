"""A clock told so that a customer can check it by hand."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from hostops.clocks.explanation import explain
from hostops.clocks.models import Clock
from hostops.clocks.picture import Picture, picture
from hostops.clocks.telling import promise_in_words, spans_with_totals, why_in_words
from hostops.clocks.thresholds import instants_of
from hostops.lib.now import now
from hostops.web.pages import DetailPage


class ClockPage(DetailPage):
    """The rule, the spans, the computations. `?cycle=` tells an earlier cycle of the clock."""

    model = Clock
    template_name = "clocks/clock.html"

    def rows(self) -> QuerySet[Clock]:
        return super().rows().select_related("subject__account", "version__policy")

    def context(self) -> dict[str, Any]:
        told = self._told()
        told["why"] = why_in_words(told)
        told["promise"] = promise_in_words(told)
        told["spans"] = spans_with_totals(told["spans"])
        present = told["cycle"] == self.object.cycle
        return super().context() | {"told": told, "present_cycle": present, "picture": self._picture(told, present)}

    def _picture(self, told: dict[str, Any], present: bool) -> Picture | None:
        spans = [(span["from"], span["until"], span["why"]) for span in told["spans"]]
        said = instants_of(self.object.thresholds) if present else []
        due, stopped = told["due_at"], told["stopped_at"]
        zone = timezone.get_current_timezone()
        return picture(spans, due_at=due, stopped_at=stopped, thresholds=said, now=now(), zone=zone)

    def _told(self) -> dict[str, Any]:
        cycle = self.request.GET.get("cycle", str(self.object.cycle))
        try:
            return explain(self.object, now(), int(cycle))
        except (ValueError, LookupError):
            raise Http404 from None
