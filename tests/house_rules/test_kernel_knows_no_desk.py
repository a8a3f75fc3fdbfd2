"""The kernel never names a desk, not in a string either; only the composition does."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DESKS = ("tickets", "maintenance", "backups")
ROOMS = sorted(
    path for path in (ROOT / "hostops").iterdir() if path.is_dir() and path.name not in ("__pycache__", "embedded")
)
# Relations and imports by string: "tickets.Case", "tickets/case", to="tickets.case"
NAMED = re.compile(rf"""["']({"|".join(DESKS)})[./]""")


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_room_names_no_desk(room: Path) -> None:
    found = [str(path.relative_to(ROOT)) for path in room.rglob("*.py") if NAMED.search(path.read_text())]
    assert found == []
