"""What every action on a case has in common: permission, lock, version, journal, one transaction."""

from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from hostops.lib.now import now
from hostops.lib.text import required_texts
from hostops.subjects.changes import Also, Changes
from tickets import clocks
from tickets.models import Case
from tickets.places import hold_places
from tickets.states import LIFE

# The database indexes the words of a text of this length, whatever they are; of a megabyte it would refuse to.
TEXT_LONGEST = 100_000


class _Cases(Changes[Case]):
    model, room, kind, called = Case, "tickets.case", "case", "case"
    joined = ("subject", "contract", "account", "reporter", "assignee")
    shown = (
        "state",
        "severity",
        "severity_verified",
        "outcome",
        "software_version",
        "coverage",
        "coverage_clause",
        "assignee_id",
        "over_cap",
        "contacted_at",
        "first_response_at",
        "next_due",
    )

    def settle(self, row: Case) -> None:
        row.updated_at = now()
        row.next_due = clocks.next_due(row)


_CASES = _Cases()
move = LIFE.move
# An empty text is refused, and one that is longer than the search can take in.
required = partial(required_texts, TEXT_LONGEST, "and attach the rest as a file")


def changing(
    *,
    actor: Any,
    case: Case,
    verb: str,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    places: bool = False,
    also: Also | None = None,
) -> AbstractContextManager[Case]:
    """The case, locked, for one change that is journalled as `tickets.case.<did>` when the block ends.

    As `Changes.changing` says; `places` holds the contract first, where the change takes or frees a place.
    """
    first = partial(hold_places, case.contract_id) if places else None
    return _CASES.changing(
        actor=actor, row=case, verb=verb, did=did, if_version=if_version, reason=reason, also=also, first=first
    )


def is_staff(actor: Any) -> bool:
    """Staff, or the portal itself."""
    return actor is None or bool(actor.is_staff_member)
