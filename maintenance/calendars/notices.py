"""A window as a notice to one account: what its people download, and what a planner reads as they do."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from maintenance.calendars.document import document
from maintenance.calendars.event import Audience, event
from maintenance.calendars.said import said_of_window, said_to
from maintenance.models import Affected, AffectedServer, Window


def with_servers(affected: QuerySet[Affected]) -> QuerySet[Affected]:
    """With the account and the servers of each: two queries in all, however many there are."""
    servers = AffectedServer.objects.select_related("server").order_by("server__hostname")
    return affected.select_related("account").prefetch_related(Prefetch("servers", queryset=servers))


def audience_of(affected: Affected, timezone: str = "") -> Audience:
    """The account's people, its servers in the window by name; in `timezone`, or the account's own."""
    account = affected.account
    servers = tuple(row.server.hostname for row in affected.servers.all())
    return Audience(account=account.slug, timezone=timezone or account.timezone, servers=servers)


def notice_calendar(window: Window, affected: Sequence[Affected]) -> bytes:
    """The window as it stands, without a METHOD, for the accounts of `affected` (see `with_servers`).

    For several accounts at once, which only staff see, it is in the provider's own name and each
    server is named with its account.
    """
    said = said_of_window(window)
    if len(affected) == 1:
        return document([event(said_to(affected[0], said), audience_of(affected[0]))])
    return document([event(said, _of_all(window, affected))])


def _of_all(window: Window, affected: Sequence[Affected]) -> Audience:
    servers = [f"{one.account.slug}/{row.server.hostname}" for one in affected for row in one.servers.all()]
    return Audience(account="", timezone=window.timezone, servers=servers)
