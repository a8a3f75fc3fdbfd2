"""The desk's own parts in their states, for the styleguide. Made of nothing in the database."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Made
from typing import Any

from hostops.lib.now import now
from hostops.web.styleguide import States, add
from maintenance.desk import Step
from maintenance.models import Window
from maintenance.rules.verdict import Binding, Clash, Need, Reason, Verdict

_SHEET = "maintenance/windows.css"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def _window() -> Window:
    return Window(pk=12, title="Storage firmware")


def next_steps() -> States:
    """One table of them all: a page has one such part."""
    present = now()
    steps = [
        _near("Its notice is too late: move or convert it", present - _HOUR),
        _near("Send the notice: the policy warns for the last time", present + _DAY),
        Step("notice", _window(), "Send the notice", present + 20 * _DAY),
        Step("chase", _window(), "2 accounts have not answered the notice"),
    ]
    return [("late, near, far off, without a moment", {"steps": steps})]


def _near(words: str, by: datetime) -> Step:
    return Step("notice", _window(), words, by, is_near=True)


def checks() -> States:
    present = now()
    binding = Binding("iptor:5f", "Operations Policy version 1", "P6D", "Europe/Stockholm", present + 3 * _DAY, ())
    clash = Clash("window", "SW-9", "window Backbone", present + 9 * _DAY, present + 9 * _DAY + 2 * _HOUR)
    late = Reason("iptor:5f", "6 days of notice are promised: it had to be sent by 2027-03-15 00:00", ("nordic",))
    need = Need("justification", "iptor:5g", "a justification in words")
    against = Verdict(False, binding.due_at, present + 6 * _DAY, binding, (late,), (need,), (clash,))
    return [("not lawful, and runs into something", {"shown": _check(against)})]


def _check(verdict: Verdict) -> Any:
    return Made(
        checked=Made(verdict=verdict, accounts=["Nordic"]), reasons=verdict.reasons, ways=(), accounts=["Nordic"],
        accounts_besides=0, servers=3, needs={need.detail: [need] for need in verdict.needs}, lead=6 * _DAY,
    )  # fmt: skip


def steps() -> States:
    done = Made(pk=1, text="Drain", done_at=now() - _HOUR, done_by=Made(display_name="Evan Ruiz"))
    open_one = Made(pk=2, text="Flash the firmware", done_at=None, done_by=None)
    shown = {"shown": Made(steps=[done, open_one], steps_done=1), "object": Made(pk=12)}
    return [("to read", shown)]


def add_all() -> None:
    add("Next on the desk", "maintenance/parts/next.html", next_steps, sheet=_SHEET)
    add("Check of a window", "maintenance/parts/checked.html", checks, sheet=_SHEET)
    add("Steps of a window", "maintenance/parts/steps.html", steps, sheet=_SHEET)
