"""What a customer's start page says of backups: the last two days of its servers at a glance."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from backups.grid import schedules_of, tier_days
from backups.rules.dates import DAY, span_of_days
from backups.rules.signs import EXCEPTIONS
from backups.rules.tally import tally
from hostops.accounts.models import Server
from hostops.lib.now import now

# As many as a person takes in beside all else; the page of backups has the rest.
_MOST = 5
_LATELY = 2 * DAY


def shown(request: HttpRequest) -> Mapping[str, Any] | None:
    """What the last two days came to, and what of it must be looked at; None where there are no schedules."""
    at = now()
    servers = list(Server.objects.visible_to(request.user).filter(retired_at=None).only("hostname"))
    schedules = [one for one in schedules_of(servers) if one.ended_at is None]
    if not schedules:
        return None
    _, latest = span_of_days(at)
    found = [
        (one.schedule, dated)
        for one in tier_days(schedules, latest - _LATELY - DAY, latest, at)
        for dated in one.slots
        if at - _LATELY < dated.slot.at <= at
    ]
    names = {server.pk: server.hostname for server in servers}
    troubles = [(names[one.server_id], one, dated) for one, dated in found if dated.sign in EXCEPTIONS]
    troubles.sort(key=lambda trouble: trouble[2].slot.at, reverse=True)
    return {
        "tally": tally(((dated.slot, dated.closed) for _, dated in found), at),
        "troubles": troubles[:_MOST],
        "more": max(0, len(troubles) - _MOST),
    }
