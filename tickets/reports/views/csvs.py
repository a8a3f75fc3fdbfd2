"""Tables of figures as CSV."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from hostops.web.csvs import cell


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download. No cell is taken for a formula."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return answer
