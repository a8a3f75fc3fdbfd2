"""Which state of a feed a calendar program has, told by the database without the feed being written."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, Count, DecimalField

from hostops.api.etags import content_tag
from maintenance.calendars.document import feed_document
from maintenance.calendars.event import Audience, event
from maintenance.calendars.feeds import account_of, since, windows_of
from maintenance.calendars.said import Said, Status
from maintenance.models import Affected, AffectedServer, CalendarFeed
from maintenance.states import Decision, Impact

# Of a window, all that its event is made of.
_SAID = (
    "pk", "kind", "title", "starts_at", "ends_at", "timezone", "state", "decision", "effect", "impact",
    "expected_downtime", "sequence", "updated_at",
)  # fmt: skip
_AN_INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
_SAMPLE = Said(
    "SW-1", "short", "Title", _AN_INSTANT, _AN_INSTANT, "UTC", Status.CONFIRMED, Decision.USED, "Effect",
    Impact.OUTAGE, 60, 0, _AN_INSTANT,
)  # fmt: skip


class _Fingerprint(Aggregate):
    """A number that differs where any of the rows does: the sum of their hashes, in whatever order they come."""

    function = "SUM"
    template = "SUM(hashtextextended(ROW(%(expressions)s)::text, 0))"
    output_field = DecimalField(max_digits=60, decimal_places=0)


def feed_tag(feed: CalendarFeed, at: datetime) -> str:
    """The ETag of the feed at `at`: three statements, whatever it holds. Another feed never has the same."""
    account = account_of(feed)
    seen: list[Any] = [feed.pk, feed.name, feed.person.timezone if feed.person else "", _manner(*_settings())]
    seen.append(_counted(windows_of(feed, at), *_SAID))
    if account is not None:
        rows = Affected.objects.filter(account=account, window__ends_at__gt=since(at))
        seen.append(_counted(rows, "pk", "window", "dropped_at", "account__slug", "account__timezone"))
        servers = AffectedServer.objects.filter(affected__account=account, affected__window__ends_at__gt=since(at))
        seen.append(_counted(servers, "affected", "server__hostname"))
    return content_tag(repr(seen).encode())


def _counted(rows: Any, *fields: str) -> tuple[int, str]:
    found = rows.order_by().aggregate(count=Count("pk"), rows=_Fingerprint(*fields))
    return found["count"], str(found["rows"])


def _settings() -> tuple[str, str]:
    return settings.PUBLIC_URL, settings.DEFAULT_FROM_EMAIL


@lru_cache(maxsize=8)
def _manner(public_url: str, sender: str) -> str:
    """How events are written: another release, or other settings, and whoever subscribed is sent them anew."""
    noted, plain = Audience("account", "UTC", ("server",)), Audience("", "UTC", noted=False)
    return content_tag(feed_document([event(_SAMPLE, noted), event(_SAMPLE, plain)], name="feed"))
