"""The windows of a year plan: made of its dates, moved with them, planned when it is published."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from hostops.clocks.businesstime.wall import local_date, zone_named
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance.actions.planning import window_change, window_create, window_plan
from maintenance.actions.running import window_cancel
from maintenance.actions.year_records import standing_windows
from maintenance.models import Window, YearPlan
from maintenance.rules.yearplan import Entry, month_name
from maintenance.scope import Scope
from maintenance.states import State
from maintenance.yearterms import YearTerms

_TITLES = {"short": "Service window", "long": "Longer service window"}
# What was announced is changed on the window itself, with a notice of its own.
_MOVABLE = frozenset({State.DRAFT, State.PLANNED})


def windows_from_plan(*, actor: Any, plan: YearPlan, entries: Sequence[Entry], scope: Scope) -> list[Window]:
    """Let the plan have exactly these windows: those it has are moved, what is missing is drafted.

    A window goes to the entry of its own month, else to one that has none. Raises NotPossible where
    one that was announced already would have to move. Gives the windows in the order of the entries.
    """
    ordered = sorted(entries, key=lambda entry: entry.starts_at)
    pairs = _paired(standing_windows(plan), ordered, plan.timezone)
    kept = [_made(actor, plan, window, entry, scope) for window, entry in pairs if entry is not None]
    for window, entry in pairs:
        if entry is None and window is not None:
            _taken_out(actor, window)
    return sorted(kept, key=lambda window: window.starts_at)


def _paired(
    windows: Sequence[Window], entries: Sequence[Entry], timezone: str
) -> list[tuple[Window | None, Entry | None]]:
    """Each window with an entry of its month, then the rest in order.

    One that is planned keeps its kind: where another is wanted, it is taken out and another drafted.
    """
    pairs: list[tuple[Window | None, Entry | None]] = []
    free = list(entries)
    homeless = []
    for window in windows:
        own = next((entry for entry in free if _month(entry, timezone) == _month(window, timezone)), None)
        if own is None:
            homeless.append(window)
        else:
            free.remove(own)
            pairs.append((window, own))
    return [one for pair in [*pairs, *zip_longest(homeless, free)] for one in _apart(*pair)]


def _apart(window: Window | None, entry: Entry | None) -> list[tuple[Window | None, Entry | None]]:
    if window is None or entry is None or window.kind == entry.kind or window.state == State.DRAFT:
        return [(window, entry)]
    return [(window, None), (None, entry)]


def _month(thing: Window | Entry, timezone: str) -> tuple[int, int]:
    day = local_date(thing.starts_at, zone_named(timezone))
    return day.year, day.month


def _made(actor: Any, plan: YearPlan, window: Window | None, entry: Entry, scope: Scope) -> Window:
    title = f"{_TITLES[entry.kind]}, {month_name(_month(entry, plan.timezone)[1])} {plan.year}"
    values: dict[str, Any] = {"starts_at": entry.starts_at, "ends_at": entry.ends_at, "timezone": plan.timezone}
    if window is None:
        window = window_create(actor=actor, kind=entry.kind, title=title, scope=scope, **values)
        window.plan = plan
        window.save(update_fields=["plan"])
        return window
    differs = window.kind != entry.kind or any(getattr(window, name) != value for name, value in values.items())
    if differs or window.state == State.DRAFT:
        _check_movable(window)
        named: dict[str, Any] = {"title": title} if window.title.startswith(tuple(_TITLES.values())) else {}
        window_change(actor=actor, window=window, kind=entry.kind, scope=scope, **named, **values)
    return window


def _check_movable(window: Window) -> None:
    if window.state not in _MOVABLE:
        state = window.state.replace("_", " ")
        raise NotPossible(f"{window.number} is {state}: change the window itself, its accounts are told anew.")


def _taken_out(actor: Any, window: Window) -> None:
    """A window that the plan has no place for: a draft was never anybody's, one that is planned is cancelled."""
    _check_movable(window)
    window_cancel(actor=actor, window=window, reason="taken out of the year plan")


def windows_planned(*, actor: Any, plan: YearPlan, terms: YearTerms, word: str) -> list[Window]:
    """Plan every draft whose notice can still be in time; one that is too late stays a draft, to be moved."""
    windows = standing_windows(plan)
    for window in windows:
        due_at = terms.strictest(window.kind, window.starts_at).due_at(window.kind, window.starts_at)
        if window.state == State.DRAFT and (due_at is None or due_at >= now()):
            window_plan(actor=actor, window=window, word=word)
    return windows
