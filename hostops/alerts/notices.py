"""Messages that desks send to people: by mail, in the portal, or both, through the same outbox."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Message:
    """A message to one person, or to a bare mail address; the fields are those of `notice_send`."""

    title: str
    body: str
    key: str
    recipient: Person | None = None
    address: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    message_id: str = ""
    calendar: str = ""
    channels: Iterable[str] = _BOTH
    at: datetime | None = None


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
    return notices_send(
        [Message(title, body, key, recipient, address, url, headers or {}, message_id, calendar, tuple(channels), at)]
    )


def notices_send(messages: Iterable[Message]) -> QuerySet[Delivery]:
    """As `notice_send`, for many at once: one statement writes them all."""
    made = [delivery for message in messages for delivery in _deliveries(message)]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return Delivery.objects.filter(key__in=[delivery.key for delivery in made]).order_by("key")


def _deliveries(message: Message) -> Iterator[Delivery]:
    if message.recipient is None and not message.address:
        raise ValueError("a notice needs a recipient or an address")
    if len(message.key) > _LONGEST_KEY:
        raise ValueError(f"the key {message.key[:40]!r}... is longer than {_LONGEST_KEY}")
    title, body = clean_line(message.title)[:300], clean_text(message.body)
    row = _Row(message.key, message.recipient, message.address, title, body, message.url)
    if Delivery.Channel.EMAIL in message.channels and row.address:
        yield row.mail(_clean(message.headers), message.message_id, message.calendar, message.at)
    if Delivery.Channel.BELL in message.channels and message.recipient:
        yield row.bell()


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
