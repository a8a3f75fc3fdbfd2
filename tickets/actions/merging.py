"""Merging duplicates: one case ends, and goes on in another."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.models import SubjectLink
from tickets import clocks
from tickets.actions.change import changing, move, required
from tickets.actions.copying import put_on_copy
from tickets.actions.linking import link_write
from tickets.actions.pairs import lock_both
from tickets.actions.speech import say, staff_responded
from tickets.links import DUPLICATES
from tickets.models import Case, Merge, Message, Visibility
from tickets.places import admit_next
from tickets.states import LIVE_STATES, Outcome


def case_merge(*, actor: Any, case: Case, target: Case, body: str = "", if_version: int | None = None) -> Case:
    """End the case as a duplicate of `target`, in which it goes on.

    1. Its reporter is told where in a public message (`body`, or words of our own); the case ends as
       withdrawn and its place is free at once.
    2. Its promise is not dropped: an answer in `target` that its reporter got is its response, else
       the message is (`_respond`). One that is late by then stands as late.
    3. Its reporter and those on its copy are on copy of `target`; the two are linked.

    Reopening the case undoes 3. Raises BadField for another account's case and for itself,
    NotPossible where either has ended, or where the target is worked on at a lower severity.
    """
    _check(case, target)
    require(actor, "tickets.case.merge")
    [text] = required(body=clean_text(body) or _told(target))
    with transaction.atomic():
        lock_both(case, target, places=True)
        ended: dict[str, Any] = {"merged_into": (None, target.number)}
        with changing(
            actor=actor, case=case, verb="merge", did="merged", if_version=if_version, places=True, also=ended,
            reason=f"duplicate of {target.number}",
        ) as locked:  # fmt: skip
            _end(actor, locked, target, text)
            merge = Merge.objects.create(case=locked, target=target, merged_by=actor, merged_at=now())
            _taken_in(actor, locked, target, merge)
    return case


def _check(case: Case, target: Case) -> None:
    if case.pk == target.pk:
        raise BadField({"target": "A case is not merged into itself."})
    if case.account_id != target.account_id:
        raise BadField({"target": f"{target.number} is of another account; only link the two."})


def _told(target: Case) -> str:
    return (
        f"This is the same as {target.number}: {target.title}\n\n"
        f"So that nothing is done twice we go on there. You are on copy of {target.number} and get every answer. "
        "If it is something else after all, reopen this case."
    )


def _end(actor: Any, case: Case, target: Case, text: str) -> None:
    at = now()
    began = clocks.response_counts_from(case)
    move(case, "merge")
    say(actor, case, text, at, purpose="merge")
    _respond(actor, case, target, began, at)
    clocks.work_ends(actor, case, at, f"merged into {target.number}")
    case.outcome, case.resolved_at = Outcome.WITHDRAWN, at
    case.save()
    admit_next(actor, case.contract, at)


def _respond(actor: Any, case: Case, target: Case, began: datetime | None, at: datetime) -> None:
    """A response is a staff member's first public message to the reporter: in the other case, or this one's."""
    earlier = _answer_got(case, target, began) if began else None
    if earlier:
        staff_responded(actor, case, earlier, f"answered in {target.number}")
    else:
        staff_responded(actor, case, at, f"told that it goes on in {target.number}")


def _answer_got(case: Case, target: Case, began: datetime) -> datetime | None:
    """When staff first said something in `target`, after the case's clock began, that the case's reporter was sent."""
    said = Message.objects.filter(case=target, visibility=Visibility.PUBLIC, sent_at__gte=began)
    said = said.filter(author__isnull=False, author__account=None).exclude(purpose="automatic")
    if target.reporter_id != case.reporter_id:
        copied = target.watchers.filter(person=case.reporter_id).first()
        if copied is None:
            return None
        said = said.filter(sent_at__gte=copied.added_at)
    first: datetime | None = said.order_by("id").values_list("sent_at", flat=True).first()
    return first


def _taken_in(actor: Any, case: Case, target: Case, merge: Merge) -> None:
    """The target's side: the link, those on copy, its journal. Raises NotPossible where it has ended."""
    also: dict[str, Any] = {"duplicate": (None, case.number)}
    with changing(actor=actor, case=target, verb="merge", did="took_in", also=also) as locked:
        if locked.state not in LIVE_STATES:
            raise NotPossible(f"{locked.number} is {locked.state}: reopen it first, or only link the two.")
        if case.severity and locked.severity and case.severity < locked.severity:
            raise NotPossible(
                f"{case.number} is Level {case.severity} and {locked.number} only Level {locked.severity}: merge them "
                f"the other way round, or raise {locked.number} first."
            )
        if not _linked(case, locked):
            link_write(case, locked, DUPLICATES)
        if case.reporter_id != locked.reporter_id:
            put_on_copy(actor, locked, case.reporter, merge=merge)
        for watcher in case.watchers.select_related("person"):
            put_on_copy(actor, locked, watcher.person, watcher.address, merge=merge)


def _linked(case: Case, target: Case) -> bool:
    found = SubjectLink.objects.filter(source=case.subject_id, target=target.subject_id, relation=DUPLICATES)
    return found.exists()


def merged_into(case: Case) -> Case | None:
    """Where the case goes on, if it was merged."""
    merge = Merge.objects.standing().filter(case=case).select_related("target").first()
    return merge.target if merge else None


def part(actor: Any, case: Case, target: Case) -> None:
    """Reopened: it goes on by itself again; what the merge brought to the target goes with it."""
    also: dict[str, Any] = {"duplicate": (case.number, None)}
    with changing(actor=actor, case=target, verb="reopen", did="parted", also=also) as locked:
        for merge in Merge.objects.standing().filter(case=case, target=locked):
            merge.brought.all().delete()
            merge.undone_at = now()
            merge.save(update_fields=["undone_at"])
        SubjectLink.objects.filter(source=case.subject_id, target=locked.subject_id, relation=DUPLICATES).delete()
