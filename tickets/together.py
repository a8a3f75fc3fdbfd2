"""What brings a case together with others, as one reader may see it. Each part is read when it is first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hostops.accounts.roles import may
from hostops.lib.now import now
from tickets.clocks import case_terms
from tickets.links import DUPLICATES, CaseLink, links_of
from tickets.models import Case, Merge, Message, Rating, Watcher
from tickets.states import after

# Of a duplicate its page shows all; here its newest words are enough.
_MOST_MESSAGES = 50


def _held(link: CaseLink, merged: set[str]) -> bool:
    return link.relation == DUPLICATES and link.reference in merged


@dataclass
class Duplicate:
    """A case that was merged into the one shown, with what was said on it."""

    case: Case
    messages: list[Message]


class Together:
    """Tags (staff's), colleagues on copy, links, duplicates and ratings of `case`, for `reader`."""

    def __init__(self, case: Case, reader: Any) -> None:
        self.case, self.reader = case, reader

    @property
    def tags(self) -> Sequence[str]:
        """Read with the case; for staff alone."""
        return getattr(self.case, "tag_names", ()) if self.reader.is_staff_member else ()

    @cached_property
    def watchers(self) -> list[Watcher]:
        if not getattr(self.case, "has_watchers", True):
            return []
        mine = Watcher.objects.visible_to(self.reader).filter(case=self.case)
        return list(mine.select_related("person"))

    @property
    def may_copy(self) -> bool:
        return may(self.reader, "tickets.case.copy")

    @cached_property
    def links(self) -> Sequence[CaseLink]:
        return links_of(self.case, self.reader) if getattr(self.case, "has_links", True) else ()

    @property
    def linked(self) -> list[tuple[CaseLink, bool]]:
        """Each link, and whether the reader may take it away: that of a merge goes with the merge."""
        merged = {case.number for merge in self._merges for case in (merge.case, merge.target)}
        staff = may(self.reader, "tickets.case.link")
        return [(link, staff and bool(link.state) and not _held(link, merged)) for link in self.links]

    @cached_property
    def _merges(self) -> list[Merge]:
        """Every merge leaves a link, so that where there is none nothing need be asked."""
        if not any(link.relation == DUPLICATES for link in self.links):
            return []
        mine = Merge.objects.visible_to(self.reader).about(self.case)
        return list(mine.select_related("case__reporter", "target"))

    @property
    def merged_into(self) -> Case | None:
        """Where the case goes on."""
        return next((merge.target for merge in self._merges if merge.case_id == self.case.pk), None)

    @cached_property
    def duplicates(self) -> list[Duplicate]:
        """What was merged into the case, with its words: they belong to its story."""
        cases = [merge.case for merge in self._merges if merge.target_id == self.case.pk]
        said: dict[int, list[Message]] = {case.pk: [] for case in cases}
        if cases:
            messages = Message.objects.visible_to(self.reader).filter(case__in=cases)
            for message in messages.order_by("-id")[:_MOST_MESSAGES]:
                said[message.case_id].insert(0, message)
        return [Duplicate(case, said[case.pk]) for case in cases]

    @cached_property
    def ratings(self) -> list[Rating]:
        """The newest end's first. A case that never ended has none."""
        ended = self.case.resolved_at or self.case.reopened_at
        mine = Rating.objects.visible_to(self.reader).filter(case=self.case)
        return list(mine.select_related("rated_by").order_by("-ended_at")) if ended else []

    @property
    def rating(self) -> Rating | None:
        """Of the present end."""
        return next((rating for rating in self.ratings if rating.ended_at == self.case.resolved_at), None)

    @property
    def may_rate(self) -> bool:
        """Whether the reader is asked how it went, or may think again."""
        asked = self.case.reporter_id == self.reader.pk and may(self.reader, "tickets.case.rate")
        if not asked or after("rate", self.case.state) is None or self.merged_into:
            return False
        last = self.rating.last_change(case_terms(self.case)) if self.rating else None
        return last is None or now() <= last
