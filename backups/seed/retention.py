"""The demo's holds, and a copy that its tool removed too early: an alert of yesterday."""

from datetime import timedelta

from backups.actions.expiring import Gone, copies_gone
from backups.actions.holding import hold_place
from backups.models import Hold, Run
from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.lib.stage import Story

_HELD_FROM, _LOST = timedelta(days=2), timedelta(hours=20)
_ENDS = timedelta(days=12)
_LEGAL = "The accounts of the last quarter are audited; the lawyer asked on the phone, in writing to follow."
_BY_HAND = "Kept until the new release has run for two weeks."


def seed(demo: Demo) -> None:
    """Enlist it: the copies are there when their nights have been played."""
    demo.stage.enlist(demo.present - _HELD_FROM, _played(demo))


def _played(demo: Demo) -> Story:
    engineer = Person.objects.filter(role=Role.ENGINEER).order_by("pk").first()
    if engineer is None:
        return
    for kind, tier, reason, until_at in (
        (Hold.Kind.LEGAL, "monthly", _LEGAL, None),
        (Hold.Kind.HAND, "nightly_database", _BY_HAND, now() + _ENDS),
    ):
        if run := _newest(tier):
            hold_place(actor=engineer, run=run, kind=kind, reason=reason, until_at=until_at)
    yield demo.present - _LOST
    if run := _newest("snapshot"):
        copies_gone(actor=engineer, gone=[Gone(run.pk)])


def _newest(tier: str) -> Run | None:
    """The newest copy of the first server that has one of this tier."""
    there = Run.objects.copies().filter(schedule__tier=tier, finished_at__lt=now(), expires_at__gt=now())
    return there.order_by("schedule", "-finished_at").first()
