"""`/patching/runs/12/`: its rings, how it went on each server, and the steps that its state allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.pages import DetailPage
from maintenance.patching.belated import closed_before
from maintenance.patching.looks import IMPACTS
from maintenance.patching.models import PatchResult, PatchRun
from maintenance.patching.pasting import ansible_tasks, curl_line, curl_may_begin
from maintenance.patching.ringing import rings_of
from maintenance.patching.rules.rings import Ring
from maintenance.patching.runstates import LIFE, LIVE

# Of a ring that is larger the REST API has the rest.
_MOST_SHOWN = 200
_STEPS = {
    "start": "Start", "report": "Report results", "change": "Change", "finish": "Finish", "cancel": "Cancel the run",
}  # fmt: skip


@dataclass(frozen=True)
class RingShown:
    """A ring with the servers that the reader may see; `more` are left out."""

    ring: Ring
    rows: Sequence[PatchResult]
    more: int

    @property
    def title(self) -> str:
        return f"Ring {self.ring.number}" if self.ring.number else "Pilots"


class RunPage(DetailPage):
    """A fixed number of statements, however many servers."""

    model = PatchRun
    template_name = "patching/run.html"

    def rows(self) -> QuerySet[Any]:
        seen: Any = super().rows()
        found: QuerySet[Any] = seen.as_seen_by(self.reader)
        return found.select_related("window", "made_by").prefetch_related("releases")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        run = self.object
        every = run.results.select_related("server__account", "server__contract", "reported_by")
        results = list(every.order_by("ring", "server__hostname"))
        rings, own = rings_of(run, now(), results), [row for row in results if self._sees(row)]
        return super().show(
            status,
            rings=[_shown(ring, own) for ring in rings],
            steps=[(name, label) for name, label in _STEPS.items() if self._offers(name)],
            may_roll_back=self._offers("report") and any(row.state == "done" for row in own),
            live=run.state in LIVE,
            belated=closed_before(run, own),
            impact=IMPACTS[run.impact],
            **self._lines(run, rings, own),
            **more,
        )

    def _sees(self, row: PatchResult) -> bool:
        return bool(self.reader.is_staff_member or row.server.account_id == self.reader.account_id)

    def _offers(self, step: str) -> bool:
        return may(self.reader, f"maintenance.patch_run.{step}") and LIFE.after(step, self.object.state) is not None

    def _lines(self, run: PatchRun, rings: Sequence[Ring], own: Sequence[PatchResult]) -> dict[str, Any]:
        """What is pasted where the work is done; for those who may report."""
        if not self._offers("report") or not own:
            return {}
        portal = settings.PUBLIC_URL.rstrip("/")
        later = [ring.number for ring in rings if ring.number > rings[0].number]
        return {
            "curl": curl_line(portal, run.pk, own[0].server.hostname),
            "ansible": ansible_tasks(portal, run.pk),
            "ask": curl_may_begin(portal, run.pk, later[0]) if later and run.state in LIVE else "",
        }


def _shown(ring: Ring, own: Sequence[PatchResult]) -> RingShown:
    rows = [row for row in own if row.ring == ring.number]
    return RingShown(ring, rows[:_MOST_SHOWN], len(rows[_MOST_SHOWN:]))
