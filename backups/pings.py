"""What the address of a ping means, and whose it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from backups.models import Ping, PingKey
from backups.reading import TOOLS
from hostops.accounts.tokens import digest_of

_NOTED_EVERY = timedelta(minutes=1)
_HIGHEST_CODE = 255


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a ping address: what it says, with which exit code, or the report of which tool."""

    what: str
    exit_code: int | None = None
    tool: str = ""
    rid: UUID | None = None


def call_named(word: str, rid: UUID | None = None) -> Call | None:
    """`""`, `start`, `fail`, `log`, `0` to `255`, or a tool's name; None for any other."""
    if word in ("", "start", "fail", "log"):
        return Call(word or Ping.What.SUCCESS, rid=rid)
    if word in TOOLS:
        return Call(Ping.What.SUCCESS, tool=word, rid=rid)
    if word.isascii() and word.isdecimal() and int(word[:4]) <= _HIGHEST_CODE and len(word) < len("1000"):
        return Call(Ping.What.FAIL if int(word) else Ping.What.SUCCESS, exit_code=int(word), rid=rid)
    return None


def key_of(secret: str) -> PingKey | None:
    """The key whose address this is; None for one that never was, and for one that is revoked.

    Looked up by the hash, so that how long the answer takes says nothing of how near a guess is.
    """
    live = PingKey.objects.select_related("schedule").filter(revoked_at=None)
    return live.filter(hashed=digest_of(secret)).first()


def used(key: PingKey, at: datetime) -> None:
    """Note, to the minute, that it is in use."""
    stale = Q(used_at=None) | Q(used_at__lt=at - _NOTED_EVERY)
    PingKey.objects.filter(stale, pk=key.pk).update(used_at=at)
