"""`/drafts/`: what the caller has half written, here or in the browser."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from tickets.actions import draft_discard, draft_save
from tickets.drafts import Draft

_FIELDS = serializers.DictField(
    child=serializers.ListField(child=serializers.CharField(allow_blank=True, trim_whitespace=False)),
    help_text="By name, the values that the form would send. Names that the form does not have are left out.",
)


class DraftShown(serializers.Serializer[Draft]):
    id = serializers.IntegerField()
    place = serializers.CharField()
    fields = _FIELDS  # type: ignore[assignment]
    saved_at = Instant()


class SaveDraft(StrictSerializer):
    place = serializers.CharField(
        max_length=Draft.PLACE_LONGEST,
        help_text="The form: new (staff: new: and the account's slug), reply:HC-1042 or note:HC-1042.",
    )
    fields = _FIELDS  # type: ignore[assignment]


class DraftViewSet(VisibleViewSet):
    """The caller's own drafts. One stands at each place until it is sent there, discarded, or old."""

    model = Draft
    serializer_class = DraftShown
    takes = SaveDraft
    creates = staticmethod(draft_save)
    orderings = {"saved_at": Ordering.by("saved_at")}
    default_ordering = "-saved_at"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().exclude(fields={})

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep it, in place of what was kept at that place. Without any text nothing is kept there any more."""
        return super().create(request, *args, **kwargs)

    def seen_again(self, thing: Any) -> Any:
        return thing


class DraftDiscard(ActionView):
    """Throw it away."""

    model = Draft
    serializer_class = DraftShown
    calls = staticmethod(draft_discard)
