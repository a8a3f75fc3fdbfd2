"""The room's own parts and looks, for the styleguide. Made of nothing in the database."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace as Made
from typing import Any

from hostops.lib.now import now
from hostops.web.badges import Look
from hostops.web.styleguide import States, add
from maintenance.security import looks

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def _of(family: Mapping[str, Look]) -> States:
    return [(name, {"look": look}) for name, look in family.items()]


def starts() -> States:
    """All that a customer may meet on the start page; once, as a page has it once."""
    at = now()
    shut: Any = Made(pk=1, code=Made(name="Old newsletter"), shut_at=at - 5 * _HOUR)
    response: Any = Made(pk=4, number="SR-4", title="Side channel", state="open", effect="Slow.", opened_at=at - _DAY)
    running: Any = Made(
        pk=2, number="PT-2", tester="Red Team, +1 503 555 0100", starts_at=at - _HOUR, ends_at=at + _DAY,
    )  # fmt: skip
    everything = {"shutdowns": [shut], "responses": [response], "tests": [(running, "running")], "may_answer": True}
    return [("shut down, open, tested", {"content": everything})]


def add_all() -> None:
    add("Security response", "web/parts/badge.html", lambda: _of(looks.RESPONSES))
    add("Custom code", "web/parts/badge.html", lambda: _of(looks.CODE))
    add("Test or block", "web/parts/badge.html", lambda: _of(looks.TESTS))
    add("Security on the start page", "security/parts/start.html", starts)
