"""What was measured, as a table: a column a size, the growth, the aim, whether it was met."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from tests.bench.measure import Figure


def show(results: Mapping[int, Sequence[Figure]]) -> None:
    sizes = list(results)
    table = Table(
        title="Measured with gunicorn (2 workers, production settings), from outside over one kept connection"
    )
    table.add_column("figure")
    for size in sizes:
        table.add_column(f"{size:,}", justify="right")
    for heading in ("growth", "aim", ""):
        table.add_column(heading, justify="right")
    for row in zip(*results.values(), strict=True):
        table.add_row(*_cells(row))
    Console(width=140).print(table)


def _cells(row: Sequence[Figure]) -> list[str]:
    first, last = row[0], row[-1]
    growth = last.value / first.value if len(row) > 1 and first.value else 0.0
    return [
        first.name,
        *(_value(figure) for figure in row),
        f"{growth:.2f} x" if growth else "",
        _aim(last),
        _verdict(last, growth),
    ]


def _value(figure: Figure) -> str:
    number = f"{figure.value:,.0f}" if figure.value >= 1000 or not figure.unit else f"{figure.value:,.2f}"
    return f"{number} {figure.unit}".rstrip()


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    ratio = f", {figure.ratio_aim} x" if figure.ratio_aim else ""
    return f"{'at least' if figure.higher else 'at most'} {figure.aim:,g} {figure.unit}{ratio}"


def _verdict(figure: Figure, growth: float) -> str:
    if figure.met is None:
        return ""
    grown = figure.ratio_aim is not None and growth > figure.ratio_aim
    return "met" if figure.met and not grown else "MISSED"
