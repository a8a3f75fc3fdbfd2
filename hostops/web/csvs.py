"""Rows as CSV, streamed, and safe in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What the csv module writes to; it hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def cell(value: Any) -> str:
    """The value as text that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]], most: int) -> Iterator[str]:
    """The lines, `head` first; after `most` rows one that says that the rest is left out."""
    writer = csv.writer(_Echo())
    yield writer.writerow(head)
    for number, row in enumerate(rows):
        if number == most:
            yield writer.writerow([f"There are more than {most}: narrow the filters, or ask the REST API."])
            return
        yield writer.writerow(map(cell, row))


def csv_download(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], most: int) -> StreamingHttpResponse:
    """A download called `name`.csv."""
    answer = StreamingHttpResponse(csv_lines(head, rows, most), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
