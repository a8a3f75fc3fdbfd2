"""Which exceptions cover what is owed anew: those of a server that run, for one release or for all."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from maintenance.patching.models import PatchException, PatchOwed


class Covering:
    """The exceptions that run at `at` for these servers. One statement."""

    def __init__(self, servers: Collection[int], at: datetime) -> None:
        named = PatchException.servers.through.objects.filter(server__in=list(servers))
        running = named.filter(
            Q(patchexception__ended_at=None) | Q(patchexception__ended_at__gt=at),
            patchexception__approved_at__isnull=False,
            patchexception__settled_at=None,
            patchexception__from_at__lte=at,
            patchexception__until_at__gt=at,
        )
        self._found: dict[int, list[PatchException]] = defaultdict(list)
        for row in running.select_related("patchexception").order_by("patchexception"):
            self._found[row.server_id].append(row.patchexception)

    def of(self, server: int, owed: PatchOwed) -> PatchException | None:
        """The one that covers it; a vulnerability known to be exploited is covered by none."""
        if owed.because == PatchOwed.Because.KEV:
            return None
        return next((one for one in self._found.get(server, ()) if one.release_id in (None, owed.release_id)), None)
