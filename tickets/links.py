"""What a case has to do with others, as a reader may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from hostops.subjects.models import Subject, SubjectLink
from tickets.models import Case


class Relation(NamedTuple):
    """How it reads from the one side, and from the other."""

    forth: str
    back: str


DUPLICATES = "duplicates"
RELATIONS = {
    "related": Relation("related to", "related to"),
    "caused_by": Relation("caused by", "cause of"),
    DUPLICATES: Relation("duplicate of", "duplicated by"),
}


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link from one side: `words` lead to the other, whose `state` is that of a case, else empty."""

    pk: int
    relation: str
    words: str
    outgoing: bool
    reference: str
    title: str
    url: str
    state: str


def links_of(case: Case, reader: Any) -> Sequence[ShownLink]:
    """The links on either side of which the case is, oldest first; none to what `reader` may not see."""
    seen, own = Subject.objects.visible_to(reader), case.subject_id
    rows = SubjectLink.objects.filter(Q(source=own, target__in=seen) | Q(target=own, source__in=seen))
    shown = ("relation", "created_at", *(f"{side}__{name}" for side in ("source", "target") for name in _SHOWN))
    joined = rows.select_related("source__case", "target__case").only(*shown)
    return [_shown(link, own) for link in joined.order_by("id")]


_SHOWN = ("kind", "reference", "title", "case__state")


def _shown(link: SubjectLink, own: int) -> ShownLink:
    outgoing = link.source_id == own
    other = link.target if outgoing else link.source
    relation = RELATIONS.get(link.relation, Relation(*[link.relation.replace("_", " ")] * 2))
    return ShownLink(
        pk=link.pk,
        relation=link.relation,
        words=relation.forth if outgoing else relation.back,
        outgoing=outgoing,
        reference=other.reference,
        title=other.title,
        url=other.url,
        state=other.case.state if hasattr(other, "case") else "",
    )
