"""A clock told so that a customer can check it by hand."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hostops.clocks.explanation import explain
from hostops.clocks.models import Clock
from hostops.clocks.telling import promise_in_words, spans_with_totals, why_in_words
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
        return super().context() | {"told": told, "present_cycle": told["cycle"] == self.object.cycle}

    def _told(self) -> dict[str, Any]:
        cycle = self.request.GET.get("cycle", str(self.object.cycle))
        try:
            return explain(self.object, now(), int(cycle))
        except (ValueError, LookupError):
            raise Http404 from None
