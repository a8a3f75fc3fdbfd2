"""What every action on an exception has in common: permission, lock, version, journal, one transaction."""

from hostops.subjects.changes import Changes
from maintenance.patching.models import PatchException


class _Exceptions(Changes[PatchException]):
    model, room, kind = PatchException, "maintenance.patch_exception", "patch_exception"
    called = "exception"
    shown = ("from_at", "until_at", "reason", "approved_at", "declined_at", "ended_at", "ended_reason")


EXCEPTIONS = _Exceptions()
