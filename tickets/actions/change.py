"""What every action on a case has in common: permission, lock, version, journal, one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import now
from hostops.lib.text import clean_text
from tickets import clocks
from tickets.models import Case
from tickets.places import hold_places
from tickets.states import State, after, possible

# The database indexes the words of a text of this length, whatever they are; of a megabyte it would refuse to.
TEXT_LONGEST = 100_000
_SHOWN = (
    "state",
    "severity",
    "severity_verified",
    "outcome",
    "coverage",
    "coverage_clause",
    "assignee_id",
    "over_cap",
    "contacted_at",
    "first_response_at",
    "next_due",
)


@contextmanager
def changing(
    *,
    actor: Any,
    case: Case,
    verb: str,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    places: bool = False,
    also: Mapping[str, tuple[Any, Any]] | None = None,
) -> Iterator[Case]:
    """The case, locked, for one change that is journalled as `tickets.case.<did>` when the block ends.

    1. The actor's role must include `verb`, and the case must be one the actor may see.
    2. `places` holds the contract first, where the change takes or frees a place.
    3. `if_version` must still be the version (Outdated).
    4. What the block changed is saved and journalled as it was and became, with `reason`; and what it
       put into `also`, of what hangs on the case: `{name: (before, after)}`.
    """
    require(actor, f"tickets.case.{verb}")
    with transaction.atomic():
        if places:
            hold_places(case.contract_id)
        locked = _locked(actor, case)
        if if_version is not None and locked.version != if_version:
            raise Outdated(f"{locked.number} was changed in the meantime (version {locked.version}); read it again.")
        before = _shown(locked)
        yield locked
        finish(actor, locked, before, did, reason, also or {})
    case.refresh_from_db()


def _locked(actor: Any, case: Case) -> Case:
    """The case, first locked and then read: what was joined while waiting for the lock could be of neither state."""
    seen = Case.objects.all() if actor is None else Case.objects.visible_to(actor)
    if not seen.select_for_update(of=("self",)).filter(pk=case.pk).values_list("pk").first():
        raise NotAllowed("There is no such case for you.")
    return Case.objects.select_related("subject", "contract", "account", "reporter", "assignee").get(pk=case.pk)


def finish(
    actor: Any, case: Case, before: dict[str, Any], did: str, reason: str, also: Mapping[str, tuple[Any, Any]]
) -> None:
    case.version += 1
    case.updated_at = now()
    case.next_due = clocks.next_due(case)
    case.save()
    was, became = changes(before, _shown(case))
    record(
        actor=actor,
        verb=f"tickets.case.{did}",
        kind="case",
        object_id=case.pk,
        reference=case.number,
        before=was | {name: old for name, (old, _) in also.items()},
        after=became | {name: new for name, (_, new) in also.items()},
        reason=reason,
    )


def _shown(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in _SHOWN}


def move(case: Case, step: str) -> None:
    """Take the step, or raise NotPossible with the steps that are."""
    target = after(step, case.state)
    if target is None:
        raise NotPossible(f"{case.number} is {case.state}; {step} is not possible.", possible(case.state))
    case.state = target


def required(**texts: str) -> list[str]:
    """The texts, cleaned; BadField for every one that is empty or longer than the search can take in."""
    cleaned = {name: clean_text(text) for name, text in texts.items()}
    wrong = {name: _wrong(text) for name, text in cleaned.items() if not 0 < len(text) <= TEXT_LONGEST}
    if wrong:
        raise BadField(wrong)
    return list(cleaned.values())


def _wrong(text: str) -> str:
    too_long = f"Keep it under {TEXT_LONGEST} characters and attach the rest as a file."
    return too_long if text else "Write something here."


def is_staff(actor: Any) -> bool:
    """Staff, or the portal itself."""
    return actor is None or bool(actor.is_staff_member)


__all__ = ["TEXT_LONGEST", "State", "changing", "finish", "is_staff", "move", "required"]
