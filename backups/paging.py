"""Pages of rows that stand in memory, by position: a row that comes or goes moves no page under its reader."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.core import signing

from hostops.web.keyset import Slice

R = TypeVar("R")
_SALT = "backups.paging"


class NoPosition(ValueError):
    """A token that was not given out by this list."""


def page_of(rows: Sequence[R], key: Callable[[R], Any], size: int, query: Mapping[str, str]) -> Slice:
    """The page after `after`, or before `before`, of rows in the order of `key`; the first without either.

    NoPosition for a token from elsewhere.
    """
    keys = [list(key(row)) for row in rows]
    after, before = query.get("after", ""), query.get("before", "")
    if after:
        start = bisect_right(keys, _opened(after))
    elif before:
        start = max(0, bisect_left(keys, _opened(before)) - size)
    else:
        start = 0
    end = bisect_left(keys, _opened(before)) if before and not after else start + size
    shown = list(rows[start:end])
    return Slice(
        rows=shown,
        after=_token(keys[start + len(shown) - 1]) if shown and start + len(shown) < len(rows) else None,
        before=_token(keys[start]) if shown and start > 0 else None,
    )


def _token(position: Sequence[Any]) -> str:
    return signing.dumps(position, salt=_SALT)


def _opened(token: str) -> list[Any]:
    try:
        return list(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        raise NoPosition("This is no position in this list; begin again without it.") from None
