"""Lists in pages: `{"next", "previous", "results"}`, by cursor, `?limit=` and `?ordering=`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Field, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from hostops.api.keyset import Ordering, Position, fields_of, rows_beyond
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest

CURSOR, LIMIT, ORDERING = "cursor", "limit", "ordering"
PARAMETERS = frozenset({CURSOR, LIMIT, ORDERING})
DEFAULT_LIMIT, MOST = 50, 200


class CursorPages(BasePagination):
    """Pages by keyset. The view declares `orderings`: `{"due_at": Ordering.by("due_at", nulls=True)}`.

    The first is the default, or the one that `default_ordering` names (`-raised_at`). Each may be
    asked for backwards with a minus sign. A cursor holds the position of a row and the ordering it
    is a position in, signed, so that one from elsewhere is refused with 400 and not misread.
    """

    request: Request
    rows: list[Any]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request, self.signer = request, _signer(queryset)
        limit = limit_of(request)
        cursor = self._opened(request.query_params.get(CURSOR, ""))
        asked = request.query_params.get(ORDERING, "")
        self.name = asked or (cursor[0] if cursor else default_ordering(view))
        self.ordering = ordering_named(view, self.name)
        self.backwards, self.position = self._place(cursor, fields_of(queryset.model, self.ordering.columns))
        ordering = self.ordering.reversed() if self.backwards else self.ordering
        rows = rows_beyond(queryset, ordering, self.position, limit + 1)
        self.more = len(rows) > limit
        self.rows = rows[:limit][::-1] if self.backwards else rows[:limit]
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_link(), "previous": self.previous_link(), "results": data})

    def next_link(self) -> str | None:
        """To the rows after the last one here. A page reached backwards has the page it came from there."""
        if self.backwards:
            return self._link(False, self.rows[-1]) if self.rows else self._first_link()
        return self._link(False, self.rows[-1]) if self.more else None

    def previous_link(self) -> str | None:
        if self.backwards:
            return self._link(True, self.rows[0]) if self.more else None
        return self._link(True, self.rows[0]) if self.rows and self.position is not None else None

    def _link(self, backwards: bool, row: Any) -> str:
        position = [_plain(value) for value in self.ordering.position(row)]
        cursor = self.signer.sign_object([self.name, backwards, position])
        return replace_query_param(self.request.build_absolute_uri(), CURSOR, cursor)

    def _first_link(self) -> str:
        return remove_query_param(self.request.build_absolute_uri(), CURSOR)

    def _opened(self, cursor: str) -> list[Any] | None:
        """Ordering, direction and values of a cursor of this list; None without one."""
        if not cursor:
            return None
        try:
            return list(self.signer.unsign_object(cursor))
        except (signing.BadSignature, ValueError) as error:
            raise _bad(CURSOR, "This is no cursor of this list; follow its next and previous links.") from error

    def _place(self, cursor: list[Any] | None, fields: "Sequence[Field[Any, Any]]") -> tuple[bool, Position | None]:
        if cursor is None:
            return False, None
        name, backwards, values = cursor
        if name != self.name:
            raise _bad(CURSOR, f"This cursor belongs to the ordering {name}; begin again without it.")
        return backwards, tuple(field.to_python(value) for field, value in zip(fields, values, strict=True))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        names = [sign + name for name in view.orderings for sign in ("", "-")]
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
        ordering = {"type": "string", "enum": names, "default": default_ordering(view)}
        return [
            _parameter(CURSOR, "Where the page begins: take it from a next or previous link.", {"type": "string"}),
            _parameter(LIMIT, "How many results a page has at most.", limit),
            _parameter(ORDERING, "The order of the list; a minus sign turns it around.", ordering),
        ]


def default_ordering(view: Any) -> str:
    return getattr(view, "default_ordering", "") or next(iter(view.orderings))


def ordering_named(view: Any, name: str) -> Ordering:
    """One of the view's orderings; 400 naming them for any other."""
    orderings: Mapping[str, Ordering] = view.orderings
    found = orderings.get(name.removeprefix("-"))
    if found is None:
        raise _bad(ORDERING, f"There is no ordering {name[:60]!r}; use {', '.join(orderings)}, with - for the reverse.")
    return found.reversed() if name.startswith("-") else found


def limit_of(request: Request) -> int:
    """How many results a page is to have; 400 for what is no such number."""
    written = request.query_params.get(LIMIT) or str(DEFAULT_LIMIT)
    if not (written.isascii() and written.isdecimal() and len(written) <= len(str(MOST)) and 1 <= int(written) <= MOST):
        raise _bad(LIMIT, f"Write a number from 1 to {MOST}.")
    return int(written)


def _bad(parameter: str, detail: str) -> BadRequest:
    return BadRequest(errors=[fault(parameter, detail=detail, place="query")])


def _signer(queryset: QuerySet[Any]) -> signing.Signer:
    return signing.Signer(salt=f"hostops.api.cursor.{queryset.model._meta.label}")


def _plain(value: Any) -> Any:
    """As JSON, losing nothing: microseconds stay."""
    return (
        value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, Decimal) else value
    )


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
