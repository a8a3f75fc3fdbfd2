"""Pages of a long list by position, not by number: the hundredth costs what the first does.

The position is the ordering values of the row at the edge, signed, in `?after=` or `?before=`.
The ordering must be total (end in the id), one direction throughout, and of columns that are
never null, so that one row comparison, which an index answers, finds the next page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

_DATETIME = "@"


@dataclass(frozen=True)
class Slice:
    """One page of rows, with the positions to ask for what comes after and before it."""

    rows: list[Any]
    after: str | None
    before: str | None

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Keyset:
    """`order` as for `order_by`: all ascending (`due_at`, `id`) or all descending (`-id`)."""

    order: Sequence[str]
    size: int = 25

    def __post_init__(self) -> None:
        if len({name.startswith("-") for name in self.order}) != 1:
            raise ValueError(f"{list(self.order)} mixes directions")

    def page(self, rows: QuerySet[Any], query: Mapping[str, str]) -> Slice:
        """The page that `after` or `before` in the query asks for; the first without either.

        1. Read one row more than a page, past the position, in the direction asked for.
        2. The row too many says that there is more that way.
        3. Where we came from there is something too: the position itself.
        """
        after, before = query.get("after"), query.get("before")
        backwards = bool(before) and not after
        token = before if backwards else after
        found = list(self._past(rows, token, backwards)[: self.size + 1])
        more = len(found) > self.size
        shown = found[: self.size][::-1] if backwards else found[: self.size]
        return Slice(
            rows=shown,
            after=self._token(shown[-1]) if shown and (more or backwards) else None,
            before=self._token(shown[0]) if shown and (more if backwards else token) else None,
        )

    def _past(self, rows: QuerySet[Any], token: str | None, backwards: bool) -> QuerySet[Any]:
        ordered = rows.order_by(*self.order)
        ordered = ordered.reverse() if backwards else ordered
        if not token:
            return ordered
        values = self._values(token)
        comparison = GreaterThanOrEqual if self._descending == backwards else LessThanOrEqual
        beyond = comparison(_row(*[F(name) for name in self._names]), _row(*[Value(value) for value in values]))
        # "From here on, but not this row" rather than "past here": the planner guesses how much is
        # left by the first column alone, and past the last of a few ranks it would expect nothing,
        # and sort the rest of the table.
        return ordered.filter(beyond).exclude(**{self._names[-1]: values[-1]})

    @property
    def _descending(self) -> bool:
        return self.order[0].startswith("-")

    @property
    def _names(self) -> list[str]:
        return [name.removeprefix("-") for name in self.order]

    @property
    def _salt(self) -> str:
        return "keyset:" + ",".join(self.order)

    def _token(self, row: Any) -> str:
        values = [attrgetter(name.replace("__", "."))(row) for name in self._names]
        return signing.dumps([_packed(value) for value in values], salt=self._salt)

    def _values(self, token: str) -> list[Any]:
        try:
            return [_unpacked(value) for value in signing.loads(token, salt=self._salt)]
        except signing.BadSignature:
            raise BadRequest("not a position in this list") from None


def _row(*parts: Any) -> Func:
    return Func(*parts, function="ROW", output_field=BooleanField())


def _packed(value: Any) -> Any:
    return [_DATETIME, value.isoformat()] if isinstance(value, datetime) else value


def _unpacked(value: Any) -> Any:
    return datetime.fromisoformat(value[1]) if isinstance(value, list) else value
