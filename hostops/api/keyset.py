"""Pages by position: the page after a row costs what the first page costs, however far it lies.

A list is ordered by some columns and ends with `id`, so that every row has one position. The rows
beyond a position are found with one row comparison, `(queue_rank, queue_due, id) >= (2, ..., 17)`,
which PostgreSQL answers from an index over the same columns; no rows are counted off.

A first column that may be null is ordered with its nulls last (and first, backwards), as the
database's own indexes are. The comparison cannot cross from values to nulls, so the list is
walked as two stretches, each from the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Expression, F, Field, Func, Model, QuerySet, Value

Position = tuple[Any, ...]
"""The values of a row in the columns of its ordering; null in the first only."""


@dataclass(frozen=True)
class Ordering:
    """Columns in one direction. `columns` may cross relations (`subject__reference`); the last is `id`."""

    columns: tuple[str, ...]
    descending: bool = False
    nulls: bool = False

    @classmethod
    def by(cls, *columns: str, nulls: bool = False) -> "Ordering":
        """Ascending by `columns`, then by id; `nulls` says that the first of them may be null."""
        return cls(columns if columns[-1] in ("id", "pk") else (*columns, "id"), nulls=nulls)

    def reversed(self) -> "Ordering":
        return Ordering(self.columns, not self.descending, self.nulls)

    def position(self, row: Model) -> Position:
        return tuple(_value(row, column) for column in self.columns)


def rows_beyond(queryset: QuerySet[Any], ordering: Ordering, position: Position | None, count: int) -> list[Any]:
    """The first `count` rows in the ordering, those after `position` if one is given."""
    if not ordering.nulls:
        return list(_stretch(queryset, ordering, position)[:count])
    rows: list[Any] = []
    for null in _stretches(ordering, position):
        if len(rows) < count:
            rows += _part(queryset, ordering, position, null)[: count - len(rows)]
        position = None  # it lay in the first of them
    return rows


def _stretches(ordering: Ordering, position: Position | None) -> Sequence[bool]:
    """Whether null, for each stretch from the one that holds `position` on."""
    both = (True, False) if ordering.descending else (False, True)
    return both if position is None else both[both.index(position[0] is None) :]


def _part(queryset: QuerySet[Any], ordering: Ordering, position: Position | None, null: bool) -> QuerySet[Any]:
    """The rows whose first column is (not) null; among nulls the other columns alone tell positions apart."""
    rows = queryset.filter(**{f"{ordering.columns[0]}__isnull": null})
    return _stretch(rows, ordering, position, compared=1 if null else 0)


def _stretch(
    queryset: QuerySet[Any], ordering: Ordering, position: Position | None, compared: int = 0
) -> QuerySet[Any]:
    """The rows after the position, by the columns from `compared` on; all of them order, as the index does."""
    sign = "-" if ordering.descending else ""
    ordered = queryset.order_by(*(sign + column for column in ordering.columns))
    if position is None:
        return ordered
    # "From here on, but not this row" rather than "beyond here": the planner guesses how much is left by the
    # first column alone. Beyond the last of a few ranks it would expect nothing, and join and sort all the rest.
    from_here = _from(ordered, ordering.columns[compared:], position[compared:], "<=" if sign else ">=")
    return ordered.filter(from_here).exclude(**{ordering.columns[-1]: position[-1]})


def _from(queryset: QuerySet[Any], columns: Sequence[str], position: Position, sign: str) -> Expression:
    fields = fields_of(queryset.model, columns)
    values = [Value(value, output_field=field) for value, field in zip(position, fields, strict=True)]
    return Func(
        _row(*map(F, columns)),
        _row(*values),
        template="%(expressions)s",
        arg_joiner=f" {sign} ",
        output_field=BooleanField(),
    )


def _row(*expressions: Any) -> Expression:
    return Func(*expressions, function="ROW", output_field=BooleanField())


def fields_of(model: type[Model], columns: Sequence[str]) -> "list[Field[Any, Any]]":
    """What each column holds; a generated column is what its expression gives."""
    return [_field(model, column.split("__")) for column in columns]


def _field(model: type[Model], path: Sequence[str]) -> "Field[Any, Any]":
    field: Any = model._meta.pk if path[0] == "pk" else model._meta.get_field(path[0])
    if len(path) > 1:
        return _field(field.related_model, path[1:])
    held: Field[Any, Any] = getattr(field, "output_field", None) or getattr(field, "target_field", None) or field
    return held


def _value(row: Any, column: str) -> Any:
    for step in column.split("__"):
        row = getattr(row, step)
    return row
