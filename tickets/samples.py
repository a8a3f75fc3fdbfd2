"""The desk's own parts in their states, for the styleguide. Made of nothing in the database."""

from datetime import timedelta
from types import SimpleNamespace as Made
from typing import Any

from hostops.lib.now import now
from hostops.web.styleguide import States, add
from tickets.columns import Cell
from tickets.owed import Owed
from tickets.ratings import Stars

_SHEET = "tickets/cases.css"


def _row(title: str, severity: int | None, state: str, owed: Owed | None, **more: Any) -> dict[str, Any]:
    row = Made(
        pk=1042, number="HC-1042", titled=title, severity=severity, state=state, owed=owed, queue_rank=2, marks=[],
        found="", cells=[], account=Made(name="Harbor"), assignee=Made(display_name="Evan Ruiz"), received_at=now(),
    )  # fmt: skip
    vars(row).update(more)
    return {"row": row, "for_staff": True}


def rows() -> States:
    soon, late = now() + timedelta(minutes=12), now() - timedelta(hours=3)
    first = Owed("First response", soon, "")
    return [
        ("an open Level 1", _row("The shop is down", 1, "new", first, queue_rank=0, assignee=None)),
        ("late", _row("Disk of db1 at 95 %", 3, "open", Owed("Next news", late, ""))),
        ("stands still", _row("Which release do we run?", 4, "waiting", Owed("Next news", None, "paused"))),
        ("held, with marks", _row("Load far above normal", 2, "held", None, marks=["over the cap", "security"])),
        ("no level, a column more", _row("New user", None, "resolved", None, cells=[Cell("Server", "erp1")])),
    ]


def messages() -> States:
    def message(visibility: str, is_staff: bool, body: str) -> dict[str, Any]:
        return {
            "object": Made(pk=1042),
            "message": Made(
                pk=visibility, visibility=visibility, body=body,
                author=Made(is_staff_member=is_staff), channel="portal",
                from_name="Evan Ruiz" if is_staff else "Carl Jensen", sent_at=now() - timedelta(minutes=40),
                attachments=Made(all=[]), purpose="",
            ),
        }  # fmt: skip

    return [
        ("of the customer", message("public", False, "Every page answers with an error since ten.")),
        ("of the provider", message("public ours", True, "We see it too and are restarting the pool.")),
        ("a note for staff alone", message("internal", True, "The alarm threshold is too high.")),
    ]


def ratings() -> States:
    return [(star.label, {"stars": star.value, "words": star.label}) for star in Stars]


def add_all() -> None:
    levels = [(f"Level {level}" if level else "none", {"level": level}) for level in (1, 2, 3, 4, None)]
    add("Level", "tickets/parts/level.html", lambda: levels, sheet=_SHEET)
    add("Row of the queue", "tickets/samples/row.html", rows, sheet=_SHEET)
    add("Message", "tickets/parts/message.html", messages, sheet=_SHEET)
    add("Rating", "tickets/parts/stars.html", ratings, sheet="tickets/together.css")
