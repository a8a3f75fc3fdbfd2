"""What a server lacks, by when and why. Where no policy patches it, what CISA asks is shown all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from hostops.accounts.models import Server
from hostops.policies.binding import LARGE
from maintenance.patching.models import PatchDuty, PatchOwed, Update
from maintenance.patching.owing_wanted import Vendors, due_to
from maintenance.patching.rules.due import Due, Known

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Lacking:
    """One version that the server lacks. `due` is None where nothing was promised; `exploited` is what it mends."""

    update: Update
    due: Due | None
    exploited: Sequence[Known]
    owed: PatchOwed | None = None

    @property
    def because(self) -> str:
        return self.due.because if self.due else "none"


def lacking_of(server: Server) -> list[Lacking]:
    """The most urgent first. Eight statements, however many."""
    updates = list(Update.objects.filter(server=server, gone_at=None).select_related("release")[:_MOST])
    vendors = Vendors({update.release_id for update in updates})
    duty = _duty(server)
    kept_at = _kept(duty) if duty else None
    owed = {row.release_id: row for row in _owed(duty)} if duty else {}
    found = []
    for update in updates:
        known = vendors.exploited.get(update.release_id, ())
        due = due_to(duty.promise, update.release, update.heard_at, known, kept_at) if duty else None
        found.append(Lacking(update, due, known, owed.get(update.release_id)))
    return sorted(found, key=_urgency)


def _urgency(one: Lacking) -> tuple[object, ...]:
    """By its deadline; what has none by the day that CISA asks, then security, then the rest."""
    day = min((known.due_on.isoformat() for known in one.exploited), default="9")
    at = one.due.at.isoformat() if one.due else f"{day}~"
    return (at, not one.update.security, one.update.package, one.update.pk)


def _duty(server: Server) -> PatchDuty | None:
    rows = PatchDuty.objects.filter(server=server, ended_at=None).select_related("promise__version__policy", "subject")
    return rows.defer(*(f"promise__{name}" for name in LARGE)).order_by("pk").first()


def _kept(duty: PatchDuty) -> datetime | None:
    rows = PatchOwed.objects.filter(duty=duty, what=PatchOwed.What.PERIOD, done_at__isnull=False)
    found: datetime | None = rows.aggregate(last=Max("done_at"))["last"]
    return found


def _owed(duty: PatchDuty) -> list[PatchOwed]:
    rows = PatchOwed.objects.filter(duty=duty, what=PatchOwed.What.RELEASE, done_at=None, dropped_at=None)
    return list(rows.select_related("subject"))
