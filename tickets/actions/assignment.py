"""Who has a case."""

from collections.abc import Iterable
from typing import Any

from hostops.accounts.models import Person
from hostops.accounts.roles import may, require
from hostops.lib.errors import BadField, Refused
from tickets import mails
from tickets.actions.change import changing, move
from tickets.models import Case

# As many cases as one page of a queue can hold, and more than a person looks at before giving them away.
MOST_AT_ONCE = 200


def case_assign(*, actor: Any, case: Case, assignee: Person | None, if_version: int | None = None) -> Case:
    """Give the case to a member of staff who may work on it, or to nobody."""
    _check(assignee)
    with changing(actor=actor, case=case, verb="assign", did="assigned", if_version=if_version) as locked:
        move(locked, "assign")
        locked.assignee = assignee
        mails.assigned_told(actor, locked)
    return case


def cases_assign(
    *, actor: Any, cases: Iterable[Case], assignee: Person | None
) -> tuple[list[Case], list[tuple[Case, str]]]:
    """Give each of the cases to the assignee, each as a change of its own: (given, refused with why).

    Raises NotAllowed, and BadField for an assignee who may have none of them, before anything is changed.
    """
    require(actor, "tickets.case.assign")
    _check(assignee)
    done: list[Case] = []
    refused: list[tuple[Case, str]] = []
    for case in cases:
        try:
            done.append(case_assign(actor=actor, case=case, assignee=assignee))
        except Refused as refusal:
            refused.append((case, refusal.detail))
    return done, refused


def _check(assignee: Person | None) -> None:
    if assignee is not None and not (assignee.is_staff_member and may(assignee, "tickets.case.reply")):
        raise BadField(
            {"assignee": f"{assignee.display_name} does not work on cases; choose an engineer or a manager."}
        )
