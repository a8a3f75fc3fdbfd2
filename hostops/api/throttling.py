"""How often a person, or an address without a person, may call.

Counted in the shared cache, so that the bound holds over all web processes: one number for a
caller and a minute of the clock, however high the rate (the framework's own throttles keep the
instant of every call). Without the cache nobody is refused: a limit protects the service, and
must not be what takes it down.
"""

import logging
import math
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from hostops.lib.now import now

_SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 86_400}
_log = logging.getLogger(__name__)


def parse_rate(rate: str) -> tuple[int, int]:
    """`600/min` as (600 calls, 60 seconds). ValueError for anything else, so that a typing error shows at once."""
    count, _, period = rate.partition("/")
    if not count.isdecimal() or int(count) < 1 or period not in _SECONDS:
        raise ValueError(f"{rate!r} is no rate; write a number and one of {', '.join(_SECONDS)}, such as 600/min")
    return int(count), _SECONDS[period]


def rate_of(scope: str) -> tuple[int, int]:
    return parse_rate(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"][scope])


class Rate(BaseThrottle):
    """A bound on the calls of one caller; `scope` names its rate in the settings."""

    scope = ""
    retry_after: float | None = None

    def caller(self, request: Request) -> str | None:
        """Who is counted; None is not bound by this one."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        caller = self.caller(request)
        if caller is None:
            return True
        most, period = rate_of(self.scope)
        try:
            used, self.retry_after = _counted(f"rate:{self.scope}:{caller}", period)
        except RedisError:
            _log.warning("The cache is not there; calls are not counted.", exc_info=True)
            return True
        return used <= most

    def wait(self) -> float | None:
        return self.retry_after


class PersonRate(Rate):
    """By person, whatever tokens and sessions they use."""

    scope = "user"

    def caller(self, request: Request) -> str | None:
        return str(request.user.pk) if request.user and request.user.is_authenticated else None


class AddressRate(Rate):
    """By network address, for calls that nobody signed."""

    scope = "anon"

    def caller(self, request: Request) -> str | None:
        return None if request.user and request.user.is_authenticated else self.get_ident(request)


def _counted(key: str, period: int) -> tuple[int, float]:
    """Count this call. The calls of the present period so far, and the seconds until the next begins."""
    number, into = divmod(now().timestamp(), period)
    key = f"{key}:{int(number)}"
    return _one_more(key, 2 * period), math.ceil(period - into)


def _one_more(key: str, kept: int) -> int:
    """The count with this one; only the first of a period costs more than one call of the cache."""
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, timeout=kept)
        return cache.incr(key)
