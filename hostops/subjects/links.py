"""Links between subjects, as one reader may know of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hostops.subjects.models import Subject, SubjectLink


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link from one side: `words` lead to the other."""

    pk: int
    relation: str
    words: str
    reference: str
    title: str
    url: str


def links_of_subject(own: int, reader: Any) -> QuerySet[SubjectLink]:
    """The links on either side of which the subject is, oldest first; none to what `reader` may not see."""
    seen = Subject.objects.visible_to(reader)
    rows = SubjectLink.objects.filter(Q(source=own, target__in=seen) | Q(target=own, source__in=seen))
    return rows.order_by("id")


def other_side(link: SubjectLink, own: int) -> tuple[Subject, bool]:
    """What the link leads to from `own`, and whether it goes out from there."""
    return (link.target, True) if link.source_id == own else (link.source, False)
