"""The desk's own parts in their states, for the styleguide. Made of nothing in the database."""

from datetime import timedelta
from types import SimpleNamespace as Made
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from hostops.lib.now import now
from hostops.web.styleguide import States, add
from tickets.columns import Cell
from tickets.entitlement import Places
from tickets.owed import Owed
from tickets.promises import Promise
from tickets.ratings import Stars

_SHEET, _FILING = "tickets/cases.css", "tickets/filing.css"


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
        ("tags in a column", _row("Disk of db1 at 95 %", 3, "open", None, cells=[Cell("Tags", ("disk", "raid"))])),
    ]


def messages() -> States:
    def message(visibility: str, is_staff: bool, body: str) -> dict[str, Any]:
        return {
            "object": Made(pk=1042),
            "message": Made(
                pk=visibility, visibility=visibility, body=body,
                author=Made(is_staff_member=is_staff), channel="portal",
                from_name="Evan Ruiz" if is_staff else "Carl Jensen", sent_at=now() - timedelta(minutes=40),
                files=[], purpose="",
            ),
        }  # fmt: skip

    return [
        ("of the customer", message("public", False, "Every page answers with an error since ten.")),
        ("of the provider", message("public ours", True, "We see it too and are restarting the pool.")),
        ("a note for staff alone", message("internal", True, "The alarm threshold is too high.")),
    ]


def places() -> States:
    def group(used: int, held: int = 0) -> dict[str, Any]:
        return {"group": Places("priority", "Priority Support", (1, 2), most=1, used=used, held=held)}

    return [("free", group(0)), ("full, one waits", group(1, held=1)), ("over the cap", group(2))]


def offers() -> States:
    def offer(number: int, **more: Any) -> dict[str, Any]:
        given = {"due_at": now() + timedelta(minutes=15), "definition": "Nothing works.", **more}
        promise = Promise(level=number, name=f"Level {number}", response="within 15 minutes", **given)
        tag = '<input class="form-check-input" type="radio" name="sample" id="sample-{}"{}>'
        chosen = mark_safe(" checked") if number == 2 else ""
        return {
            "promise": promise,
            "radio": Made(tag=format_html(tag, number, chosen), id_for_label=f"sample-{number}"),
        }

    return [
        ("to choose", offer(1, priority=True, by_contact=True)),
        ("chosen", offer(2)),
        ("its place is taken", offer(3, place_free=False)),
        ("not paid yet", offer(4, due_at=None)),
    ]


def ratings() -> States:
    return [(star.label, {"stars": star.value, "words": star.label}) for star in Stars]


def add_all() -> None:
    levels = [(f"Level {level}" if level else "none", {"level": level}) for level in (1, 2, 3, 4, None)]
    add("Level", "tickets/parts/level.html", lambda: levels, sheet=_SHEET)
    add("Row of the queue", "tickets/samples/row.html", rows, sheet=_SHEET)
    add("Message", "tickets/parts/message.html", messages, sheet=_SHEET)
    add("Places in use", "tickets/home/places.html", places, sheet=_FILING)
    add("Level to choose", "tickets/file/offer.html", offers, sheet=_FILING)
    add("Rating", "tickets/parts/stars.html", ratings, sheet="tickets/together.css")
