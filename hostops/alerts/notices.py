"""Messages that desks send to people: by mail, in the portal, or both, through the same outbox."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from hostops.accounts.models import Person
from hostops.alerts.mail import message_id_of_key
from hostops.alerts.models import Delivery
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LONGEST_KEY = 120
_BOTH = (Delivery.Channel.EMAIL, Delivery.Channel.BELL)


def notice_send(
    *,
    title: str,
    body: str,
    key: str,
    recipient: Person | None = None,
    address: str = "",
    url: str = "",
    headers: Mapping[str, str] | None = None,
    message_id: str = "",
    calendar: str = "",
    channels: Iterable[str] = _BOTH,
    at: datetime | None = None,
) -> QuerySet[Delivery]:
    """Put a message to one person, or to a bare mail address, into the outbox; gives its deliveries, not yet read.

    Call it inside the transaction of what it tells of: both happen or neither. The same `key` to
    the same recipient is the same message: a second call writes nothing and gives the first's
    deliveries. The mail leaves within seconds, or not before `at`; the bell rings at once.
    `headers` (In-Reply-To, References, Auto-Submitted) go onto the mail, `message_id` replaces the
    one made from the key. `calendar` is an iCalendar document (RFC 5545) for the recipient's
    calendar program, which goes with the mail alone. `url` is the page it is about, without the
    host; what the mail is to link to stands in `body`. Raises ValueError for a call that can reach
    nobody.
    """
    if recipient is None and not address:
        raise ValueError("a notice needs a recipient or an address")
    if len(key) > _LONGEST_KEY:
        raise ValueError(f"the key {key[:40]!r}... is longer than {_LONGEST_KEY}")
    row = _Row(key, recipient, address, clean_line(title)[:300], clean_text(body), url)
    made = []
    if Delivery.Channel.EMAIL in channels and row.address:
        made.append(row.mail(_clean(headers or {}), message_id, calendar, at))
    if Delivery.Channel.BELL in channels and recipient:
        made.append(row.bell())
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return Delivery.objects.filter(key__in=[delivery.key for delivery in made]).order_by("key")


class _Row:
    """What the deliveries of one notice have in common."""

    def __init__(self, key: str, recipient: Person | None, address: str, title: str, body: str, url: str) -> None:
        self.recipient, self.title, self.body, self.url = recipient, title, body, url
        self.address = clean_line(address or (recipient.email if recipient else ""))[:254]
        who = f"p{recipient.pk}" if recipient else sha256(self.address.lower().encode()).hexdigest()[:32]
        self._key = (key, who)

    def mail(self, headers: dict[str, str], message_id: str, calendar: str, at: datetime | None) -> Delivery:
        delivery = self._delivery(Delivery.Channel.EMAIL)
        delivery.address, delivery.headers, delivery.calendar = self.address, headers, calendar
        delivery.message_id = clean_line(message_id) or message_id_of_key(delivery.key)
        delivery.next_try_at = at or delivery.created_at
        return delivery

    def bell(self) -> Delivery:
        delivery = self._delivery(Delivery.Channel.BELL)
        delivery.state, delivery.sent_at = Delivery.State.SENT, delivery.created_at
        return delivery

    def _delivery(self, channel: Delivery.Channel) -> Delivery:
        return Delivery(
            key=":".join((self._key[0], channel, self._key[1])),
            recipient=self.recipient,
            channel=channel,
            title=self.title,
            body=self.body,
            url=self.url,
            created_at=now(),
        )


def _clean(headers: Mapping[str, str]) -> dict[str, str]:
    """One line each; a name that is no header's is the caller's error."""
    for name in headers:
        if not _HEADER.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a mail header")
    return {name: clean_line(value) for name, value in headers.items()}
