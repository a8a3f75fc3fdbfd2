"""Making and revoking the secret addresses by which calendar programs subscribe to windows."""

from typing import Any

from django.db import transaction

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import require
from hostops.accounts.tokens import digest_of, new_secret
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import now
from hostops.lib.text import clean_line
from maintenance.models import CalendarFeed

MAKE, SHARE, REVOKE = "maintenance.feed.make", "maintenance.feed.share", "maintenance.feed.revoke"
_LONGEST_NAME = 100


@transaction.atomic
def feed_make(*, actor: Person, name: str, account: Account | None = None) -> tuple[CalendarFeed, str]:
    """Make a feed of what the actor may see, or of an account's windows; gives the secret, which is shown this once.

    Raises NotAllowed for a role that may not, and for an account that is not the actor's to see; BadField for a name.
    """
    require(actor, SHARE if account else MAKE)
    if account and not Account.objects.visible_to(actor).filter(pk=account.pk).exists():
        raise NotAllowed("There is no such account for you.")
    name = clean_line(name)
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise BadField({"name": f"Say in up to {_LONGEST_NAME} characters where it is used."})
    secret = new_secret()
    feed = CalendarFeed.objects.create(
        person=None if account else actor,
        account=account,
        name=name,
        token_hash=digest_of(secret),
        created_by=actor,
        created_at=now(),
    )
    _noted(actor, "made", feed, {"name": name, "of": _of(feed)})
    return feed, secret


@transaction.atomic
def feed_revoke(*, actor: Person, feed: CalendarFeed, reason: str = "") -> CalendarFeed:
    """End a feed at once: its address leads nowhere from then on. Again changes nothing.

    One's own is one's own to end; an account's is for whoever may make one, or has made it.
    """
    require(actor, REVOKE)
    found = CalendarFeed.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=feed.pk).first()
    if found is None:
        raise NotAllowed("There is no such calendar for you.")
    if found.account_id and found.created_by_id != actor.pk:
        require(actor, SHARE)
    if found.revoked_at is None:
        found.revoked_at = now()
        found.save(update_fields=["revoked_at"])
        _noted(actor, "revoked", found, {"revoked_at": found.revoked_at}, reason)
    return found


def _of(feed: CalendarFeed) -> str:
    return feed.account.slug if feed.account else feed.person.username if feed.person else ""


def _noted(actor: Person, did: str, feed: CalendarFeed, after: dict[str, Any], reason: str = "") -> None:
    record(
        actor=actor,
        verb=f"maintenance.feed.{did}",
        kind="feed",
        object_id=feed.pk,
        reference=f"{_of(feed)} {feed.name}",
        after=after,
        reason=reason,
    )
