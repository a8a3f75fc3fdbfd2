"""`/tags/`: the catalogue."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from tickets.models import Tag


class TagShown(serializers.Serializer[Tag]):
    name = serializers.CharField()
    created_at = Instant()


class TagViewSet(VisibleViewSet):
    model = Tag
    serializer_class = TagShown
    orderings = {"name": Ordering.by("name")}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The tags that cases may have: those used so far. Customers see none."""
        return super().list(request, *args, **kwargs)
