"""What every change of a security response has in common, and the checks that several share."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from typing import Any

from hostops.accounts.models import Server
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.text import clean_line, required_texts
from hostops.subjects.changes import Also, Changes
from maintenance.security.models import SecurityResponse
from maintenance.security.states import LIFE

TEXT_LONGEST, NAME_LONGEST = 20_000, 200
# No request names more; whoever means so many names them in parts.
MOST_SERVERS = 1_000


class _Responses(Changes[SecurityResponse]):
    model, room, kind, called = SecurityResponse, "maintenance.security", "security", "security response"
    joined = ("subject", "code__account")
    shown = ("state", "title", "risk", "effect", "acted_at", "acted_reason", "action", "notified_at", "outcome")

    def settle(self, row: SecurityResponse) -> None:
        row.updated_at = now()


_RESPONSES = _Responses()
journal = _RESPONSES.journal
as_shown = _RESPONSES.as_shown
move = LIFE.move
required = partial(required_texts, TEXT_LONGEST)


def changing(
    *,
    actor: Any,
    response: SecurityResponse,
    verb: str,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    also: Also | None = None,
) -> AbstractContextManager[SecurityResponse]:
    """The response, locked, for one change that is journalled as `maintenance.security.<did>` when the block ends."""
    return _RESPONSES.changing(
        actor=actor, row=response, verb=verb, did=did, if_version=if_version, reason=reason, also=also
    )


def named(value: str, field: str, longest: int = NAME_LONGEST) -> str:
    """A line that must be there; BadField names the field."""
    line = clean_line(value)
    if not 0 < len(line) <= longest:
        raise BadField({field: f"Write something here, in at most {longest} characters."})
    return line


def check_past(instant: datetime, field: str) -> None:
    if instant > now():
        raise BadField({field: "This lies in the future."})


def check_servers(servers: Iterable[Server], account: int | None = None) -> None:
    """BadField for servers that are out of service, or of another account than the one that is meant."""
    retired = [server.hostname for server in servers if server.retired_at]
    if retired:
        raise BadField({"servers": f"Out of service: {', '.join(retired[:10])}."})
    if account is not None and any(server.account_id != account for server in servers):
        raise BadField({"servers": "Name servers of the account."})
