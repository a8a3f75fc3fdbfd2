"""How often a sign-in may fail, or a new password be asked for, before the door waits: of one name, from one address.

Counts live in the cache, in windows that begin at fixed instants, so that what is left to wait is
known without asking. A try is counted before it is looked at, so that many at once are not one.
"""

import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from hostops.lib.now import now

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """`name` as typed, `address` of the client or None; what is asked for is counted by itself."""

    name: str
    address: str | None
    asked: str = "sign_in"

    def knock(self) -> int:
        """Count a try. The seconds to wait before the next is looked at; 0 is come in."""
        tries = [
            (self._name_key(), settings.SIGN_IN_ATTEMPTS),
            (self._address_key(), settings.SIGN_IN_ATTEMPTS_PER_ADDRESS),
        ]
        counts = [(_counted(key), most) for key, most in tries]
        return _window_left() if any(count > most for count, most in counts) else 0

    def opened(self) -> None:
        """A right password: this was no failure, and the name's earlier ones are forgiven."""
        try:
            cache.delete(self._name_key())
            cache.decr(self._address_key())
        except (RedisError, ValueError):
            pass  # the window has gone by, or the cache is away: nothing to take back

    def _name_key(self) -> str:
        return _key(self.asked, "name", self.name.strip().casefold())

    def _address_key(self) -> str:
        return _key(self.asked, "address", self.address or "")


def _counted(key: str) -> int:
    """Tries under `key` in this window, with this one. Without a cache everybody may try: operators too must get in."""
    try:
        cache.add(key, 0, settings.SIGN_IN_WINDOW_SECONDS)
        return int(cache.incr(key))
    except ValueError:
        return 1  # it expired between the two
    except RedisError:
        logger.exception("sign-in tries cannot be counted")
        return 0


def _key(asked: str, what: str, value: str) -> str:
    window = int(now().timestamp()) // settings.SIGN_IN_WINDOW_SECONDS
    return f"{asked}:{what}:{window}:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _window_left() -> int:
    length: int = settings.SIGN_IN_WINDOW_SECONDS
    return length - int(now().timestamp()) % length
