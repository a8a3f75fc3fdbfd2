"""What a window has to do with cases, kept as links between subjects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hostops.subjects.models import Subject, SubjectLink
from maintenance.models import Window

# How a window stands to a case, as it reads from the window.
RELATIONS = {"related": "related to", "caused_by": "because of"}


@dataclass(frozen=True, slots=True)
class ShownLink:
    pk: int
    relation: str
    words: str
    reference: str
    title: str
    url: str


def of_window(window: Window, reader: Any) -> QuerySet[SubjectLink]:
    """The window's links on either side, to what `reader` may see."""
    seen, own = Subject.objects.visible_to(reader), window.subject_id
    return SubjectLink.objects.filter(Q(source=own, target__in=seen) | Q(target=own, source__in=seen))


def links_of(window: Window, reader: Any) -> Sequence[ShownLink]:
    """As they read from the window, the oldest first; one statement."""
    rows = of_window(window, reader).select_related("source", "target").order_by("id")
    return [_shown(link, window.subject_id) for link in rows]


def _shown(link: SubjectLink, own: int) -> ShownLink:
    outgoing = link.source_id == own
    other = link.target if outgoing else link.source
    words = RELATIONS.get(link.relation, link.relation.replace("_", " ")) if outgoing else "related to"
    if link.relation == "held_by":
        words = "holds clocks of"
    return ShownLink(link.pk, link.relation, words, other.reference, other.title, other.url)
