"""Announcing a window: everybody affected is told, and what it touches is frozen (iptor:5f, 5g, 5h)."""

from typing import Any

from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from maintenance import clocks
from maintenance.actions.change import changing, move
from maintenance.actions.follow import in_general, lawful
from maintenance.affected import affected_write
from maintenance.checking import Checked
from maintenance.models import Notice, Window
from maintenance.notices import notice_give
from maintenance.standing import counting, differences, last_said
from maintenance.states import Decision, State, possible

# What a notice must say, where a policy wants it, and how to ask for it.
_ASKED = {
    "decision": "Say whether the window is used.",
    "effect": "Say what customers will notice.",
    "expected_downtime": "Say how long services will be down within the window.",
    "justification": "Say why it is needed now.",
}
_OF_USE = frozenset({"effect", "expected_downtime"})


def window_announce(*, actor: Any, window: Window, if_version: int | None = None) -> Window:
    """Send the notice to the account holder and the named contacts of every affected account.

    The outbox takes it from here; the notice counts as sent when every account was sent it. After
    the last lawful moment it is sent all the same, and not kept. Once more after a change that
    needs a new notice. Raises BadField for what the notice must say and does not, NotPossible where
    there is nothing new to tell.
    """
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, window=window, verb="announce", did="announced", if_version=if_version, also=also
    ) as locked:
        _something_new(locked)
        move(locked, "announce")
        checked = lawful(locked, moved=False)
        _decide_where_nobody_asks(locked, checked)
        _complete(locked, checked)
        notice = _give(actor, locked, checked)
        also["notice"] = (None, notice.number)
    return window


def _something_new(window: Window) -> None:
    if window.state == State.ANNOUNCED and window.announced_at is not None:
        still = [step for step in possible(window.state) if step != "announce"]
        raise NotPossible(f"{window.number} stands as it was announced; there is nothing new to tell.", still)


def _asked(window: Window, checked: Checked) -> set[str]:
    """What the policies of those affected want a notice of this kind to say."""
    rules = [terms.kind(window.kind) for terms in checked.terms]
    return {item for rule in rules if rule is not None for item in rule.notice_says}


def _decide_where_nobody_asks(window: Window, checked: Checked) -> None:
    """A kind whose notice need not say whether it is used is planned for no other purpose."""
    if window.decision == Decision.UNDECIDED and "decision" not in _asked(window, checked):
        window.decision = Decision.USED.value


def _complete(window: Window, checked: Checked) -> None:
    asked = _asked(window, checked)
    if window.decision == Decision.NOT_USED:
        asked -= _OF_USE
    empty = {
        "decision": window.decision == Decision.UNDECIDED,
        "effect": not window.effect,
        "expected_downtime": window.expected_downtime is None,
        "justification": not window.justification,
    }
    wrong = {name: _ASKED[name] for name in empty if empty[name] and name in asked}
    if wrong:
        raise BadField(wrong)


def _give(actor: Any, window: Window, checked: Checked) -> Notice:
    """Freeze whom it touches, then tell them: what is new to them is said in words."""
    earlier = last_said(window)
    changes = in_general(differences(window, earlier, checked.accounts)) if earlier else []
    left_out = affected_write(window, checked, now())
    again = counting(window.notices.all()) is not None
    window.sequence += 1 if again else 0
    window.announced_at = now()
    clocks.notice_announced(actor, window, checked, now())
    why = Notice.Why.CHANGED if again else Notice.Why.FIRST
    return notice_give(actor, window, why, now(), left_out, due_at=checked.verdict.notice_due_at, changes=changes)
