"""Which copies build on which, as far as their tools said so (`Run.needs`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from backups.models import Run


def needed_by(runs: Sequence[Run], at: datetime) -> Mapping[int, list[int]]:
    """By run: the copies of its server that are kept at `at` and name it among what they need. One query."""
    names = {(run.schedule.server_id, run.external_id): run.pk for run in runs if run.external_id}
    if not names:
        return {}
    servers, known = {server for server, _ in names}, [name for _, name in names]
    later = Run.objects.copies().filter(schedule__server__in=servers, expires_at__gt=at, needs__has_any_keys=known)
    found = defaultdict(list)
    for pk, server, needs in later.order_by("pk").values_list("pk", "schedule__server", "needs"):
        for need in needs or ():
            if (server, need) in names:
                found[names[server, need]].append(pk)
    return found
