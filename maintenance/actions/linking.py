"""Tying a window to the case that it is because of, or has to do with."""

from typing import Any

from hostops.lib.errors import BadField, NotPossible
from hostops.subjects.models import Subject, SubjectLink
from maintenance.actions.change import changing
from maintenance.links import RELATIONS, of_window
from maintenance.models import Window


def window_link(
    *, actor: Any, window: Window, target: Subject, relation: str = "related", if_version: int | None = None
) -> SubjectLink:
    """Say that the window is `related` to a case, or `caused_by` it; both show it to staff.

    Raises BadField for an unknown relation or what is no case, NotPossible where it stands already.
    """
    if relation not in RELATIONS:
        raise BadField({"relation": f"Use one of {', '.join(RELATIONS)}."})
    if target.kind != "case":
        raise BadField({"target": "A window is linked to cases."})
    also: dict[str, tuple[Any, Any]] = {"link": (None, f"{RELATIONS[relation]} {target.reference}")}
    with changing(actor=actor, window=window, verb="link", did="linked", if_version=if_version, also=also) as locked:
        link, new = SubjectLink.objects.get_or_create(source=locked.subject, target=target, relation=relation)
        if not new:
            raise NotPossible(f"{locked.number} is linked to {target.reference} so already.")
    return link


def window_unlink(*, actor: Any, window: Window, link: SubjectLink, if_version: int | None = None) -> Window:
    """Take a link away that somebody made; one that holds clocks goes with the window's end."""
    with changing(
        actor=actor,
        window=window,
        verb="link",
        did="unlinked",
        if_version=if_version,
        also={"link": (link.relation, None)},
    ) as locked:
        found = of_window(locked, actor).filter(pk=link.pk, relation__in=list(RELATIONS))
        if not found.delete()[0]:
            raise NotPossible(f"{locked.number} has no such link that could be taken away.")
    return window
