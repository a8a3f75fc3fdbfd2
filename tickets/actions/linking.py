"""Links between cases: that they are related, that one caused the other, that one is the other's duplicate."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q

from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.subjects.models import SubjectLink
from tickets.actions.change import changing, move
from tickets.actions.pairs import lock_both
from tickets.links import DUPLICATES, RELATIONS
from tickets.models import Case, Merge


def case_link(*, actor: Any, case: Case, target: Case, relation: str, if_version: int | None = None) -> SubjectLink:
    """Say that the case is `related` to, `caused_by` or `duplicates` the target; both show it.

    The cases may be of two accounts: each customer then sees nothing of it. Raises BadField for an
    unknown relation and the case itself, NotPossible where the two are linked so already.
    """
    if relation not in RELATIONS:
        raise BadField({"relation": f"Use one of {', '.join(RELATIONS)}."})
    if case.pk == target.pk:
        raise BadField({"target": "A case is not linked to itself."})
    require(actor, "tickets.case.link")
    with transaction.atomic():
        lock_both(case, target)
        source, other = link_write(case, target, relation)
        with _changing_both(actor, case, target, did_of(case, target, "linked"), if_version) as (one, two):
            one["link"] = (None, f"{RELATIONS[relation].forth} {target.number}")
            two["link"] = (None, f"{RELATIONS[relation].back} {case.number}")
    return SubjectLink.objects.get(source=source, target=other, relation=relation)


def link_write(case: Case, target: Case, relation: str) -> tuple[int, int]:
    """The row, where there is none in either direction. Both cases are locked."""
    one, two = case.subject_id, target.subject_id
    if SubjectLink.objects.filter(Q(source=one, target=two) | Q(source=two, target=one), relation=relation).exists():
        raise NotPossible(f"{case.number} and {target.number} are linked so already.")
    SubjectLink.objects.create(source_id=one, target_id=two, relation=relation)
    return one, two


def case_unlink(*, actor: Any, case: Case, link: SubjectLink, if_version: int | None = None) -> Case:
    """Take a link to another case away, from both; that of a merge goes with the merge alone."""
    require(actor, "tickets.case.link")
    other = link.target_id if link.source_id == case.subject_id else link.source_id
    target = Case.objects.visible_to(actor).filter(subject=other).first()
    if target is None or case.subject_id not in (link.source_id, link.target_id):
        raise NotPossible(f"{case.number} has no such link to another case.")
    with transaction.atomic():
        lock_both(case, target)
        if link.relation == DUPLICATES and Merge.objects.about(case).about(target).exists():
            raise NotPossible("One is merged into the other: reopen the one that ended, and the link goes too.")
        if not SubjectLink.objects.filter(pk=link.pk).delete()[0]:
            raise NotPossible(f"{case.number} has no such link any more.")
        with _changing_both(actor, case, target, did_of(case, target, "unlinked"), if_version) as (one, two):
            one["link"] = (target.number, None)
            two["link"] = (case.number, None)
    return case


def did_of(case: Case, target: Case, did: str) -> str:
    """What the journal calls it: of two accounts' cases neither customer is told the other's number."""
    return did if case.account_id == target.account_id else f"{did}_elsewhere"


@contextmanager
def _changing_both(
    actor: Any, case: Case, target: Case, did: str, if_version: int | None
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """One journal entry on each of the two, of what the block fills in."""
    one: dict[str, Any] = {}
    two: dict[str, Any] = {}
    given = {"actor": actor, "verb": "link", "did": did}
    with (
        changing(case=case, also=one, if_version=if_version, **given) as locked,
        changing(case=target, also=two, **given) as other,
    ):
        move(locked, "link")
        move(other, "link")
        yield one, two
