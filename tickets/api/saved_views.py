"""`/views/`: the views of the queue that staff keep under a name."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from tickets.actions import view_drop, view_save
from tickets.models import SavedView


class SavedViewShown(serializers.Serializer[SavedView]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField(help_text="What stands behind the question mark of the queue's address.")
    shared = serializers.BooleanField(help_text="All staff see it.")
    owner = serializers.CharField(source="owner.username")


class SaveView(StrictSerializer):
    """A view to keep; the same name is saved over."""

    name = serializers.CharField(max_length=60)
    query = serializers.CharField(max_length=1000, help_text="Such as assignee=me&due=hour.")
    shared = serializers.BooleanField(default=False)


class SavedViewViewSet(VisibleViewSet):
    """One's own views, and those that other staff share."""

    model = SavedView
    serializer_class = SavedViewShown
    takes = SaveView
    creates = staticmethod(view_save)

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("owner")


class SavedViewDrop(ActionView):
    """Drop one's own view; the answer is the view as it was."""

    model = SavedView
    serializer_class = SavedViewShown
    calls = staticmethod(view_drop)
    named = "view"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("owner")

    def answer(self, thing: Any, result: Any) -> Response:
        return self.shown(thing)
