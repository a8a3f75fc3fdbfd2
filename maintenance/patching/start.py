"""What a customer's start page says of patching: what was kept lately, and what falls due next."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hostops.lib.now import now
from maintenance.patching.compliance import compliance
from maintenance.patching.models import PatchDuty
from maintenance.patching.nextdue import due_next, overdue_servers

# As many as a person takes in beside all else; the board has the rest.
_MOST = 3


def shown(request: HttpRequest) -> Mapping[str, Any] | None:
    """The percentage of the last periods, the next deadlines; None where nothing is promised. Ten statements."""
    at, reader = now(), request.user
    account = getattr(reader, "account", None)
    if account is None or not PatchDuty.objects.visible_to(reader).filter(ended_at=None).exists():
        return None
    (figures,) = compliance([account], at)
    return {
        "total": figures.total,
        "due": due_next(reader, at, _MOST),
        "overdue": overdue_servers(reader, at),
    }
