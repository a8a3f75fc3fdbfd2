"""The engine is given everything: it imports no framework, reads no clock and no settings, uses no floats."""

import ast
from pathlib import Path

import pytest

import hostops.clocks.businesstime
import hostops.lib.regions

MODULES = sorted(Path(hostops.clocks.businesstime.__file__).parent.glob("*.py"))
MODULES.append(Path(hostops.lib.regions.__file__))
ALLOWED = {
    "calendar",
    "collections.abc",
    "dataclasses",
    "datetime",
    "fractions",
    "functools",
    "holidays",
    "hostops.lib.regions",
    "itertools",
    "re",
    "typing",
    "zoneinfo",
}


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_it_stands_on_the_standard_library_and_holidays_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        assert not isinstance(node, ast.Import) or {alias.name for alias in node.names} <= ALLOWED
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module in ALLOWED or (node.module or "").startswith("hostops.clocks.businesstime.")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_it_reads_no_clock_and_uses_no_floats(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "utcnow", "today", "timestamp", "total_seconds", "fromtimestamp"}
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)) or "Fraction" in ast.unparse(node)
