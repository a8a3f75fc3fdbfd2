"""Updates that a server lacked and a run installed: gone with the run, before the server's own tool says so."""

from collections.abc import Sequence

from django.db.models import Q

from maintenance.patching.models import PatchResult, Update

_AT_ONCE = 500


def installed_hear(results: Sequence[PatchResult]) -> None:
    """Let the pending updates be gone of which the candidate was installed; the server's next report says the rest.

    `results` are done. One statement for some hundreds of packages.
    """
    found = [(row, one) for row in results for one in row.installed if one.get("package") and one.get("to")]
    for start in range(0, len(found), _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        meant = Q()
        for row, one in part:
            meant |= Q(server=row.server_id, package=one["package"], candidate=one["to"])
        ended = max(row.finished_at for row, _ in part if row.finished_at)
        Update.objects.filter(meant, gone_at=None).update(gone_at=ended)
