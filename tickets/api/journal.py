"""`/cases/{number}/journal/`: what happened on a case, the oldest first."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Person
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from hostops.journal.models import Entry
from hostops.journal.shown import JournalChange, JournalEntry
from tickets.api.addressed import OfCase
from tickets.history import STAFFS_ALONE

# What the journal keeps as a person's key, and what it is shown as.
_PERSON, _SHOWN_AS = "assignee_id", "assignee"


class ChangeShown(JournalChange):
    def to_representation(self, instance: Entry) -> dict[str, Any]:
        names = self.context["usernames"]
        return {side: _named(values, names) for side, values in super().to_representation(instance).items()}


class EntryShown(JournalEntry):
    change = ChangeShown


class JournalViewSet(OfCase, VisibleViewSet):
    model = Entry
    serializer_class = EntryShown
    orderings = {"id": Ordering.by("id")}

    def get_queryset(self) -> QuerySet[Entry]:
        """Of the one case, which `list` has seen to be the reader's to see."""
        entries = Entry.objects.filter(object_kind="case", object_id=self.case_id)
        staff = getattr(self.request.user, "is_staff_member", False)
        return entries if staff else entries.exclude(verb__in=STAFFS_ALONE)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What happened, the oldest first: who did it and why, what it was and what it became."""
        self.case()
        return super().list(request, *args, **kwargs)

    def paginate_queryset(self, queryset: Any) -> Any:
        """The people whom the entries of a page name are looked up once for all of them."""
        self.entries = super().paginate_queryset(queryset)
        return self.entries

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "usernames": _usernames(getattr(self, "entries", ()))}


def _usernames(entries: Iterable[Entry]) -> dict[int, str]:
    keys = {values[_PERSON] for entry in entries for values in (entry.before, entry.after) if values.get(_PERSON)}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "username")) if keys else {}


def _named(values: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    shown = dict(values)
    if _PERSON in shown:
        shown[_SHOWN_AS] = names.get(shown.pop(_PERSON))
    return shown
