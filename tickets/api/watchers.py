"""`/cases/{number}/watchers/`: colleagues on copy."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet, pointing_at
from tickets.actions import watcher_add, watcher_remove
from tickets.api.addressed import OfCase
from tickets.api.cases import WholeCase
from tickets.api.fields import NoneIfEmpty
from tickets.api.taken.together import AddWatcher
from tickets.models import Case, Watcher


class WatcherShown(serializers.Serializer[Watcher]):
    id = serializers.IntegerField()
    person = serializers.CharField(source="person.username", allow_null=True, default=None)
    name = serializers.CharField()
    address = NoneIfEmpty(help_text="Of a bare mail address; null for a person.")
    added_at = Instant()


class WatcherViewSet(OfCase, VisibleViewSet):
    model = Watcher
    serializer_class = WatcherShown
    takes = AddWatcher
    orderings = {"id": Ordering.by("id")}
    changes_object = True

    def get_queryset(self) -> QuerySet[Watcher]:
        return super().get_queryset().filter(case=self.case_id).select_related("person")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Who gets each public message of the case by mail."""
        self.case()
        return super().list(request, *args, **kwargs)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put a colleague on copy. Customers name people of their own account, staff these and staff;
        oneself anybody may. `If-Match` is about the case."""
        case = self.case()
        body = self.taken(request)
        with pointing_at(body):
            asked = self.version_asked(request, case)
            watcher = watcher_add(actor=request.user, case=case, **body.validated_data, **asked)
        return self.shown(watcher, HTTPStatus.CREATED)


class WatcherRemove(OfCase, WholeCase, ActionView):
    """Take somebody off copy. Everybody may take off themselves."""

    def get_object(self) -> Case:
        return self.case()

    def act(self, thing: Case, values: dict[str, Any]) -> Any:
        mine = Watcher.objects.visible_to(self.request.user).select_related("person")
        watcher = self.below(mine.filter(case=thing))
        asked = self.version_asked(self.request, thing)
        return watcher_remove(actor=self.request.user, case=thing, watcher=watcher, **asked)

    def expected(self, request: Request, thing: Any) -> dict[str, int]:
        """`If-Match` is `act`'s: what it calls is given the watcher too."""
        return {}
