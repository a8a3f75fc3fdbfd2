"""What a case has to do with others, as a reader may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hostops.subjects.links import ShownLink, links_of_subject, other_side
from hostops.subjects.models import SubjectLink
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
class CaseLink(ShownLink):
    """`state` is that of a case on the other side, else empty; `outgoing` where the relation is said of this one."""

    outgoing: bool
    state: str


def links_of(case: Case, reader: Any) -> Sequence[CaseLink]:
    """The links on either side of which the case is, oldest first; none to what `reader` may not see."""
    rows, own = links_of_subject(case.subject_id, reader), case.subject_id
    shown = ("relation", "created_at", *(f"{side}__{name}" for side in ("source", "target") for name in _SHOWN))
    joined = rows.select_related("source__case", "target__case").only(*shown)
    return [_shown(link, own) for link in joined]


_SHOWN = ("kind", "reference", "title", "case__state")


def _shown(link: SubjectLink, own: int) -> CaseLink:
    other, outgoing = other_side(link, own)
    relation = RELATIONS.get(link.relation, Relation(*[link.relation.replace("_", " ")] * 2))
    return CaseLink(
        pk=link.pk,
        relation=link.relation,
        words=relation.forth if outgoing else relation.back,
        outgoing=outgoing,
        reference=other.reference,
        title=other.title,
        url=other.url,
        state=other.case.state if hasattr(other, "case") else "",
    )
