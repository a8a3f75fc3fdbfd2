"""What a window has to do with cases, kept as links between subjects."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from hostops.subjects.links import ShownLink, links_of_subject, other_side
from hostops.subjects.models import SubjectLink
from maintenance.models import Window

# How a window stands to a case, as it reads from the window.
RELATIONS = {"related": "related to", "caused_by": "because of"}


def of_window(window: Window, reader: Any) -> QuerySet[SubjectLink]:
    """The window's links on either side, to what `reader` may see."""
    return links_of_subject(window.subject_id, reader)


def links_of(window: Window, reader: Any) -> Sequence[ShownLink]:
    """As they read from the window, the oldest first; one statement."""
    rows = of_window(window, reader).select_related("source", "target")
    return [_shown(link, window.subject_id) for link in rows]


def _shown(link: SubjectLink, own: int) -> ShownLink:
    other, outgoing = other_side(link, own)
    words = RELATIONS.get(link.relation, link.relation.replace("_", " ")) if outgoing else "related to"
    if link.relation == "held_by":
        words = "holds clocks of"
    return ShownLink(link.pk, link.relation, words, other.reference, other.title, other.url)
