"""`/calendars/`: feeds of one's own and of one's account; `/calendars/{secret}.ics`: what a program subscribes to."""

from http import HTTPStatus
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Account, Person
from hostops.alerts.wording import address_of
from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.negotiation import AsItIs
from hostops.api.resources import ActionView, VisibleViewSet, pointing_at
from hostops.api.serializers import StrictSerializer
from hostops.api.views import PublicView
from hostops.lib.now import now
from maintenance.actions.feeding import feed_make, feed_revoke
from maintenance.api.ics import KNOWN, ics_tagged
from maintenance.calendars.feeds import feed_calendar, feed_of, fetched
from maintenance.calendars.feedtag import feed_tag
from maintenance.models import CalendarFeed


def feed_address(secret: str) -> str:
    """What a calendar program is given, host and all."""
    return address_of(reverse("calendar_feed", args=[secret]))


class FeedSerializer(serializers.ModelSerializer[CalendarFeed]):
    """`person` or `account`: whose windows it has."""

    person = serializers.CharField(source="person.username", default=None, allow_null=True)
    account = serializers.CharField(source="account.slug", default=None, allow_null=True)
    created_by = serializers.CharField(source="created_by.username")
    created_at, fetched_at, revoked_at = Instant(), Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = CalendarFeed
        fields = ("id", "name", "person", "account", "created_by", "created_at", "fetched_at", "revoked_at")


class MadeFeedSerializer(FeedSerializer):
    """With the address, which is shown this once: only its fingerprint is kept."""

    url = serializers.URLField(help_text="Whoever has it sees the windows, until it is revoked.")

    class Meta(FeedSerializer.Meta):
        fields = (*FeedSerializer.Meta.fields, "url")  # type: ignore[assignment]


class MakeFeed(StrictSerializer):
    """Where it will be used, and whose windows it is to have: one's own unless an account is named."""

    name = serializers.CharField(max_length=100)
    account = serializers.SlugField(required=False, allow_null=True)

    def validate_account(self, slug: str | None) -> Account | None:
        if slug is None:
            return None
        found = Account.objects.visible_to(self.context["request"].user).filter(slug=slug).first()
        if found is None:
            raise serializers.ValidationError("There is no such account.")
        return found


class RevokeFeed(StrictSerializer):
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class FeedViewSet(VisibleViewSet):
    """Calendar feeds: one's own, and those of the accounts that one sees. Their addresses are not kept."""

    model = CalendarFeed
    serializer_class = FeedSerializer
    takes, creates = MakeFeed, staticmethod(feed_make)
    orderings = {"id": Ordering.by("id")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("person", "account", "created_by")

    @extend_schema(responses={201: MadeFeedSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a feed. The answer has its address, which cannot be read again."""
        body = self.taken(request)
        with pointing_at(body):
            feed, secret = feed_make(actor=cast(Person, request.user), **body.validated_data)
        made = self.seen_again(feed)
        made.url = feed_address(secret)
        shown = MadeFeedSerializer(made).data
        headers = {"Location": self.address_of(made), "Cache-Control": "private, no-store"}
        return Response(shown, status=HTTPStatus.CREATED, headers=headers)


class FeedRevoke(ActionView):
    """End a feed at once: its address leads nowhere from then on."""

    model = CalendarFeed
    serializer_class = FeedSerializer
    takes, calls, named = RevokeFeed, staticmethod(feed_revoke), "feed"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("person", "account", "created_by")


class Feed(PublicView):
    """The windows of a feed, from a year back to all that is ahead, as iCalendar. The secret is the whole right to it.

    An unknown secret and a revoked one are told alike.
    """

    content_negotiation_class = AsItIs

    @extend_schema(auth=[], parameters=[KNOWN], responses={(200, "text/calendar"): OpenApiTypes.STR, 304: None})
    def get(self, request: Request, secret: str) -> HttpResponse:
        feed = feed_of(secret)
        if feed is None:
            raise Http404
        at = now()
        fetched(feed, at)
        # told before it is written: what is written may be newer than its tag, never older
        return ics_tagged(request, feed_tag(feed, at), lambda: feed_calendar(feed, at), "windows.ics")
