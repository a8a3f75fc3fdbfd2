"""Staff's tags on a case."""

import re
from collections.abc import Sequence
from typing import Any

from hostops.lib.errors import BadField
from hostops.lib.now import now
from tickets.actions.change import changing, move
from tickets.models import Case, CaseTag, Tag
from tickets.tags import LONGEST, MOST, wanted

_WRITTEN = re.compile(r"[\w.+#/-]+")


def case_tag(*, actor: Any, case: Case, tags: Sequence[str], if_version: int | None = None) -> Case:
    """Let the case have these tags and no others; a tag that nobody used before is in the catalogue from now on.

    Tags are written one way (`Disk full` is `disk-full`). Raises BadField for more than a case can
    bear, and for one that is too long or not of letters, digits and `. + # / -`.
    """
    names = wanted(tags)
    _check(names)
    also: dict[str, Any] = {}
    with changing(actor=actor, case=case, verb="tag", did="tagged", if_version=if_version, also=also) as locked:
        move(locked, "tag")
        before = list(CaseTag.objects.filter(case=locked).order_by("tag__name").values_list("tag__name", flat=True))
        CaseTag.objects.filter(case=locked).exclude(tag__name__in=names).delete()
        # in order of the alphabet: two who make the same tags at once wait for each other in one order
        for name in sorted(set(names) - set(before)):
            CaseTag.objects.create(case=locked, tag=_catalogued(actor, name))
        also["tags"] = (before, names)
    return case


def _catalogued(actor: Any, name: str) -> Tag:
    tag: Tag
    tag, _ = Tag.objects.get_or_create(name=name, defaults={"created_at": now(), "created_by": actor})
    return tag


def _check(names: Sequence[str]) -> None:
    if len(names) > MOST:
        raise BadField({"tags": f"A case has up to {MOST} tags."})
    wrong = [name[:LONGEST] for name in names if len(name) > LONGEST or not _WRITTEN.fullmatch(name)]
    if wrong:
        raise BadField(
            {"tags": f"{', '.join(wrong)}: a tag has up to {LONGEST} letters, digits and . + # / - and nothing else."}
        )
