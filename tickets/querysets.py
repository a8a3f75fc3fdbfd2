from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

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

    def search(self, text: str) -> Self:
        """Cases whose number, title, text or messages have the words."""
        number = number_of(PREFIX, text)
        words = SearchQuery(text, config="simple", search_type="websearch")
        hit = Q(search=words) | Q(pk__in=self._by_message(words))
        return self.filter(hit | Q(pk=number) if number else hit)

    @staticmethod
    def _by_message(words: SearchQuery) -> Any:
        from tickets.models import Message

        return Message.objects.filter(search=words).values("case")


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
