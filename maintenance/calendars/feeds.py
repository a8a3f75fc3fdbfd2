"""What a feed holds: the windows of its person, or of its account, from a year back to all that is ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from icalendar import Event

from hostops.accounts.tokens import digest_of
from maintenance.calendars.document import feed_document
from maintenance.calendars.event import Audience, event
from maintenance.calendars.notices import audience_of, with_servers
from maintenance.calendars.said import said_of_window, said_to
from maintenance.models import Affected, CalendarFeed, Window
from maintenance.states import State

# A whole year, leap days too.
_BACK = timedelta(days=366)
_NOTED_EVERY = timedelta(minutes=1)


def feed_of(secret: str) -> CalendarFeed | None:
    """The feed whose address this is; None for one that never was, is revoked, or whose person may not sign in.

    Looked up by the hash, so that how long the answer takes says nothing of how near a guess is.
    """
    live = CalendarFeed.objects.filter(Q(person=None) | Q(person__is_active=True), revoked_at=None)
    return live.select_related("person", "account").filter(token_hash=digest_of(secret)).first()


def fetched(feed: CalendarFeed, at: datetime) -> None:
    """Note, to the minute, that somebody fetched it: so that one may see whether a feed is in use."""
    stale = Q(fetched_at=None) | Q(fetched_at__lt=at - _NOTED_EVERY)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(fetched_at=at)


def feed_calendar(feed: CalendarFeed, at: datetime) -> bytes:
    """The feed's windows at the instant `at`, never a draft; those cancelled stay, as cancelled."""
    return feed_document(_events(feed, at), name=feed.name)


def _events(feed: CalendarFeed, at: datetime) -> Iterator[Event]:
    """An account's windows as notices to it; staff see those of many accounts, as entries."""
    windows = windows_of(feed, at).order_by("starts_at", "pk")
    zone = feed.person.timezone if feed.person else ""
    account = account_of(feed)
    if account is None:
        for window in windows:
            yield event(said_of_window(window), Audience(account="", timezone=zone, noted=False))
        return
    mine = with_servers(Affected.objects.filter(account=account))
    for window in windows.prefetch_related(Prefetch("affected", queryset=mine)):
        for affected in window.affected.all():
            yield event(said_to(affected, said_of_window(window)), audience_of(affected, zone))


def windows_of(feed: CalendarFeed, at: datetime) -> QuerySet[Window]:
    """What the feed holds at `at`: no draft, and nothing that was over a year before."""
    return _windows(feed).exclude(state=State.DRAFT).filter(ends_at__gt=since(at))


def since(at: datetime) -> datetime:
    return at - _BACK


def account_of(feed: CalendarFeed) -> int | None:
    """Whose windows it has as notices; None for staff, who see those of many accounts."""
    return feed.person.account_id if feed.person else feed.account_id


def _windows(feed: CalendarFeed) -> QuerySet[Window]:
    """As far as the person may see now, or what touches the account; a person with another role sees other windows."""
    if feed.person:
        return Window.objects.visible_to(feed.person)
    touched = Affected.objects.filter(window=OuterRef("pk"), account=feed.account)
    return Window.objects.filter(Exists(touched))
