"""Which event of a window starts, moves and stops which of its clocks. A window's subject is the provider's own.

- notice: from planning to the last lawful moment of the strictest account; stopped when every account was sent it
- report: from the end of a window of a kind that owes one (iptor:5h), to the report
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.businesstime import Calendar, deadline
from hostops.clocks.calendars import calendar_of
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.policies.schema.rules import ClockRule
from maintenance.checking import Checked
from maintenance.models import Window
from maintenance.terms import AccountTerms

NOTICE, REPORT = "notice", "report"


def notice_owed(actor: Any, window: Window, checked: Checked, at: datetime, reason: str, *, anew: bool = False) -> None:
    """Let the notice be due by the strictest rule of the window as it stands.

    1. Where no rule has a least notice, nothing is owed any more.
    2. A clock that runs in time is computed again from where it began.
    3. One that has ended, is late, or is to begin `anew` gets its next cycle from `at`; a late one stands as late.
    """
    clock, strictest = clocks.clock_of(window.subject, NOTICE), checked.strictest
    if strictest is None:
        _owed_no_more(actor, clock, at, reason)
        return
    given = _promise(actor, window, strictest, at, reason)
    if clock is None:
        clocks.clock_open(subject=window.subject, kind=NOTICE, start=at, **given)
    elif anew or _ended(clock) or (clock.due_at is not None and clock.due_at <= at):
        _owed_no_more(actor, clock, at, reason)
        clocks.clock_renew(clock=clock, start=at, **given)
    else:
        clocks.clock_retarget(clock=clock, origin=clock.started_at, **given)


def _promise(actor: Any, window: Window, strictest: AccountTerms, at: datetime, reason: str) -> dict[str, Any]:
    rule = strictest.kind(window.kind)
    assert rule is not None
    assert rule.notice is not None
    return {
        "actor": actor,
        "clause": rule.clause,
        "version": strictest.version,
        "rule": Rule("elapsed", rule.notice, until=window.starts_at),
        "thresholds": strictest.document.alerts.for_kind(NOTICE),
        "at": at,
        "reason": reason,
    }


def notice_announced(actor: Any, window: Window, checked: Checked, at: datetime) -> None:
    """A clock that runs in time follows the terms as they are at the announcement; a late one stays late."""
    clock = clocks.clock_of(window.subject, NOTICE)
    late = clock is not None and clock.due_at is not None and clock.due_at < at
    if checked.strictest and (clock is None or (not late and clock.due_at != checked.verdict.notice_due_at)):
        notice_owed(actor, window, checked, at, "announced")


def notice_sent(window: Window, at: datetime) -> None:
    """Every account was sent it, the last of them at `at`."""
    clock = clocks.clock_of(window.subject, NOTICE)
    if clock:
        moment = max(at, clock.started_at or at)
        clocks.clock_stop(actor=None, clock=clock, at=moment, reason="sent to every affected account")


def notice_dropped(actor: Any, window: Window, at: datetime, reason: str) -> None:
    """The window is cancelled, or what was announced holds again: no notice is owed."""
    _owed_no_more(actor, clocks.clock_of(window.subject, NOTICE), at, reason)


def _owed_no_more(actor: Any, clock: Clock | None, at: datetime, reason: str) -> None:
    """Cancel the clock; one that is late already is stopped, and so stands as late."""
    if clock is None or _ended(clock):
        return
    late = clock.due_at is not None and clock.due_at < at
    end = clocks.clock_stop if late else clocks.clock_cancel
    end(actor=actor, clock=clock, at=at, reason=reason)


def _ended(clock: Clock) -> bool:
    return clock.stopped_at is not None or clock.cancelled_at is not None


def report_owed(actor: Any, window: Window, terms: Sequence[AccountTerms], at: datetime) -> None:
    """From the window's end the information afterwards is due, by the policy that wants it first (iptor:5h)."""
    kinds = [(one, one.kind(window.kind)) for one in terms]
    owing = [(one, kind.report) for one, kind in kinds if kind is not None and kind.report is not None]
    if not owing:
        return
    first, rule = min(owing, key=lambda pair: rule_due(pair[0], pair[1], at))
    clocks.clock_open(
        actor=actor,
        subject=window.subject,
        kind=REPORT,
        clause=rule.clause,
        version=first.version,
        rule=Rule.of_policy(rule),
        thresholds=first.document.alerts.for_kind(REPORT, rule.thresholds),
        start=at,
        at=at,
        reason="the window has ended",
    )


def rule_due(terms: AccountTerms, rule: ClockRule, at: datetime) -> datetime:
    """When what the rule promises is due that begins at `at`, on the policy's calendar."""
    calendar: Calendar = calendar_of(terms.version, rule.calendar)
    due = deadline(at, Rule.of_policy(rule).parsed, rule.time, calendar).due_at
    assert due is not None  # nothing pauses it
    return due


def report_given(actor: Any, window: Window, at: datetime) -> None:
    clock = clocks.clock_of(window.subject, REPORT)
    if clock:
        clocks.clock_stop(actor=actor, clock=clock, at=at, reason="the account of it was given")
