"""Duties follow the policies in force: servers get the cadence of their platform, those that leave lose it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hostops.accounts.models import Server


def duties_follow(*, actor: Any, servers: QuerySet[Server] | None = None, since: datetime | None = None) -> int:
    """Bring the patch duties of the servers (all of them) to what binds now; how many were made, changed or ended.

    What is new is owed from `since` on (now); periods that are over by now are owed without a cycle of their clock.
    """
    raise NotImplementedError
