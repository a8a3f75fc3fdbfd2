from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery

from hostops.lib.references import number_of
from hostops.lib.visible import VisibleQuerySet
from tickets.states import LIVE_STATES, OPEN_STATES

if TYPE_CHECKING:
    from tickets.models import Attachment, Case, Message  # noqa: F401

PREFIX = "HC"


class CaseQuerySet(VisibleQuerySet["Case"]):
    account_path = "account"

    def open(self) -> Self:
        """What counts against the caps (itpdx:4g)."""
        return self.filter(state__in=sorted(OPEN_STATES))

    def live(self) -> Self:
        return self.filter(state__in=sorted(LIVE_STATES))

    def in_queue_order(self) -> Self:
        """An open Level 1 first, then security responses, then the next due instant (house rule)."""
        return self.order_by("queue_rank", "queue_due", "id")

    def search(self, text: str, reader: Any) -> Self:
        """Cases whose number, title, text, or messages as far as `reader` may see them, have the words.

        One union of ids: joined by OR, neither search index could be used.
        """
        from tickets.models import Case, Message

        words = SearchQuery(text, config="simple", search_type="websearch")
        hits = [
            Case.objects.filter(search=words).values("pk"),
            Message.objects.visible_to(reader).filter(search=words).values("case"),
        ]
        number = number_of(PREFIX, text)
        if number is not None:
            hits.append(Case.objects.filter(pk=number).values("pk"))
        return self.filter(pk__in=hits[0].union(*hits[1:]))


class OfCaseQuerySet(VisibleQuerySet[Any]):
    """What hangs on a case: customers see the public part of their own account's."""

    account_path = "case__account"


class MessageQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.filter(visibility="public")


class AttachmentQuerySet(OfCaseQuerySet):
    account_path = "message__case__account"

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.filter(message__visibility="public")
