"""Who has a page open beside its reader, and who is writing there. Kept for seconds, in the queue's server.

It is a courtesy and no record: where the server does not answer, nobody is shown.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from redis.exceptions import RedisError

# A page says every few seconds that it is open; after so long it is not.
SECONDS = 25
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Present:
    """`writing` names what somebody writes, such as `reply`; empty for one who only looks."""

    person: int
    name: str
    is_staff: bool
    writing: str


@lru_cache(maxsize=1)
def _server(url: str) -> Any:
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def meet(place: str, person: Any, writing: str, at: datetime) -> None:
    """Note that the person is at `place`, and what they write."""
    mine = json.dumps([person.display_name, person.is_staff_member, writing, at.timestamp() + SECONDS])
    _asked(lambda pipe: (pipe.hset(_key(place), str(person.pk), mine), pipe.expire(_key(place), SECONDS)))


def others(place: str, person: Any, at: datetime) -> list[Present]:
    """Who else is at `place`, by name."""
    everybody: dict[bytes, bytes] = next(iter(_asked(lambda pipe: pipe.hgetall(_key(place)))), {})
    found = [_read(int(pk), kept, at) for pk, kept in everybody.items() if int(pk) != person.pk]
    return sorted((one for one in found if one), key=lambda one: one.name)


def _key(place: str) -> str:
    return f"presence:{place}"


def _asked(commands: Callable[[Any], object]) -> list[Any]:
    try:
        pipe = _server(settings.REDIS_URL).pipeline()
        commands(pipe)
        answers: list[Any] = pipe.execute()
    except RedisError:
        _log.warning("Who else is here is not known: the server does not answer.", exc_info=True)
        return []
    return answers


def _read(person: int, kept: bytes, at: datetime) -> Present | None:
    name, is_staff, writing, until = json.loads(kept)
    return Present(person, name, is_staff, writing) if until > at.timestamp() else None
