"""`/patching/owed/PO-12/`: what is owed of a server, by when, and every promise that says so."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.clocks.models import Clock
from hostops.journal.telling import newest, of_object
from hostops.lib.now import now
from hostops.policies.binding import LARGE
from hostops.web.pages import DetailPage
from maintenance.patching.addressed import id_of
from maintenance.patching.cycles import kind_of
from maintenance.patching.dutyfaces import shown_state
from maintenance.patching.explained import reasons_of
from maintenance.patching.models import ClosedPeriod, PatchOwed

_PROMISE = tuple(f"promise__{name}" for name in LARGE)
# What the journal says became of it.
_DID = {
    "made": "owed",
    "changed": "owed otherwise",
    "dropped": "owed no more",
    "kept": "kept",
    "undone": "owed again",
    "excepted": "excepted",
    "reopened": "owed again",
}


class OwedPage(DetailPage):
    model = PatchOwed
    template_name = "patching/owed.html"

    def rows(self) -> QuerySet[Any]:
        joined = ("duty__server__account", "duty__subject", "release", "exception", "done_by__run")
        found = super().rows().select_related(*joined, "subject", "promise__version__policy")
        return found.defer(*_PROMISE)

    def lookup(self) -> dict[str, Any]:
        return {"pk": id_of(PatchOwed.PREFIX, self.kwargs["number"])}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owed, at = self.found(), now()
        told = [(entry, _DID.get(entry.verb.rpartition(".")[2], "")) for entry in newest(of_object("patch", owed.pk))]
        return self.show(
            object=owed,
            state=shown_state(owed, at),
            title=_title(owed),
            reasons=reasons_of(owed),
            clock=self._clock(owed),
            history=[(entry, did) for entry, did in told if did],
            closed=_closed(owed),
        )

    def _clock(self, owed: PatchOwed) -> Clock | None:
        """Its own; a period has the duty's, while that stands at it."""
        clocks: QuerySet[Clock] = Clock.objects.visible_to(self.reader).filter(kind=kind_of(owed))
        if owed.subject_id:
            return clocks.filter(subject=owed.subject_id).first()
        return clocks.filter(subject=owed.duty.subject_id, due_at=owed.due_at).first()


def _title(owed: PatchOwed) -> str:
    server = owed.duty.server.hostname
    if owed.release is None:
        return f"{owed.promise.parsed.platform.title} patches of {owed.cause}, {server}"
    return f"{owed.release}{' to be planned' if owed.what == PatchOwed.What.PLAN else ''}, {server}"


def _closed(owed: PatchOwed) -> ClosedPeriod | None:
    if owed.release_id:
        return None
    duty = owed.duty
    rows = ClosedPeriod.objects.filter(account=duty.server.account_id, platform=duty.platform)
    return rows.filter(starts_at=owed.starts_at).defer("figures").first()
