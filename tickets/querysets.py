from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case as SqlCase
from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, JSONObject

from hostops.accounts.models import Server
from hostops.lib.references import number_of
from hostops.lib.visible import M, VisibleQuerySet
from tickets.states import LIVE_STATES, OPEN_STATES

if TYPE_CHECKING:
    from tickets.models import Attachment, Case, Message  # noqa: F401

PREFIX = "HC"
# 1 while people still work on a case or wait for it, then 0; as the index of a customer's list has it.
IS_LIVE = SqlCase(When(state__in=sorted(LIVE_STATES), then=Value(1)), default=Value(0))
_AHEAD = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
# Up to so many cases a search lists its hits; a word that more of them have is looked for along the order of the list.
_FEW = 2000
# A part of a name that more servers have than this is no search for a server.
_MOST_SERVERS = 50


def due_q(within: str, at: datetime) -> Q:
    """Cases on which something is `late`, or due in the `next_hour` or `next_day`; `hour` and `day` have both."""
    if within == "late":
        return Q(queue_due__lt=at)
    until = Q(queue_due__lte=at + _AHEAD[within.removeprefix("next_")])
    return until & Q(queue_due__gte=at) if within.startswith("next_") else until


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
        """Cases whose number, title, text, server, or messages as far as `reader` may see them, have the words.

        1. Ask the index of words for its first hits, and the servers of that name for their cases.
        2. Few in all: the cases are those.
        3. Many: let each case of the list be looked at in its order, for a page of them is soon full.
        """
        query = SearchQuery(text, config="simple", search_type="websearch")
        field = "every" if getattr(reader, "is_staff_member", False) else "public"
        has_words = {f"words__{field}": query}
        servers = list(Server.objects.filter(hostname__icontains=text).values_list("pk", flat=True)[:_MOST_SERVERS])
        hits = self._first(**has_words) | (self._first(server__in=servers) if servers else set())
        number = number_of(PREFIX, text)
        if len(hits) <= _FEW:
            return self.filter(pk__in=hits | {number} - {None})
        anywhere = Q(**has_words) | Q(pk=number)
        return self.filter(anywhere | Q(server__in=servers) if servers else anywhere)

    def _first(self, **wanted: Any) -> set[int]:
        return {*self.model.objects.filter(**wanted).order_by().values_list("pk", flat=True)[: _FEW + 1]}

    def tagged(self, names: Iterable[str], reader: Any) -> Self:
        """Cases with every one of the tags. Tags are the staff's: for anybody else no case has any."""
        from tickets.models import CaseTag

        if not getattr(reader, "is_staff_member", False):
            return self.none()
        rows = self
        for name in names:
            rows = rows.filter(Exists(CaseTag.objects.filter(case=OuterRef("pk"), tag__name=name)))
        return rows

    def with_tags(self) -> Self:
        """Each case with `tag_names`, read with it: for staff alone to see."""
        from tickets.models import CaseTag

        names = CaseTag.objects.filter(case=OuterRef("pk")).order_by("tag__name").values("tag__name")
        return self.annotate(tag_names=ArraySubquery(names))

    def with_merge(self) -> Self:
        """Each case with `goes_on_in`, the key of the case that it was merged into, or None."""
        from tickets.models import Merge

        merge = Merge.objects.standing().filter(case=OuterRef("pk"))
        return self.annotate(goes_on_in=Subquery(merge.values("target")[:1]))

    def with_what_it_has(self, reader: Any, at: datetime) -> Self:
        """Each case with whether it has anything of what few cases have, so that a page asks no more for nothing.

        For staff also with the names of the templates that a reply may begin with (`template_names`), and with
        whether whoever has the case is out of office at that instant.
        """
        from hostops.subjects.models import SubjectLink
        from tickets.models import Advice, Contact, Watcher

        case, subject = OuterRef("pk"), OuterRef("subject")
        linked = Exists(SubjectLink.objects.filter(source=subject)) | Exists(SubjectLink.objects.filter(target=subject))
        of_case: dict[str, Any] = {"has_watchers": Watcher, "has_contacts": Contact, "has_advice": Advice}
        rows = self.annotate(
            has_links=linked, **{name: Exists(model.objects.filter(case=case)) for name, model in of_case.items()}
        )
        return rows._with_what_staff_see(reader, at) if reader.is_staff_member else rows

    def _with_what_staff_see(self, reader: Any, at: datetime) -> Self:
        from hostops.duty.models import Absence
        from tickets.models import ReplyTemplate

        mine = ReplyTemplate.objects.visible_to(reader).in_use()
        names = mine.order_by("name", "id").values(named=JSONObject(key=Cast("pk", TextField()), name="name"))
        away = Absence.objects.visible_to(reader).at(at).filter(person=OuterRef("assignee"))
        return self.annotate(template_names=ArraySubquery(names), assignee_is_away=Exists(away))


class StaffQuerySet(VisibleQuerySet[M]):
    """What staff keep for themselves: customers see none of it."""

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.none()


class OfCaseQuerySet(VisibleQuerySet[Any]):
    """What hangs on a case: customers see the public part of their own account's."""

    account_path = "case__account"


class MessageQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).readable_by(user)

    def readable_by(self, user: Any) -> Self:
        """Internal notes are the staff's. Says nothing of the account: that is `visible_to`'s."""
        return self if getattr(user, "is_staff_member", False) else self.filter(visibility="public")

    def with_files(self) -> Self:
        """Each message with `files`, what a page names of its attachments, read with it. Whoever reads it sees them."""
        from tickets.models import Attachment

        of_message = Attachment.objects.filter(message=OuterRef("pk")).order_by("id")
        return self.annotate(
            files=ArraySubquery(of_message.values(named=JSONObject(pk="pk", filename="filename", size="size")))
        )


class AttachmentQuerySet(OfCaseQuerySet):
    account_path = "message__case__account"

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.filter(message__visibility="public")
