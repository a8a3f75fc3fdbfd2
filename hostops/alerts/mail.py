"""A delivery as a mail that its readers' programs recognise: automatic, and the same at every try."""

import re
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from hostops.alerts.models import Delivery

# RFC 3834, and what keeps Exchange from answering: nobody's absence note shall come back.
_AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
_FILE_NAME = "invitation.ics"


def message_id(local: str) -> str:
    """`<alert-17-4@portal.example>`: the same message has the same id for ever."""
    return f"<{local}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def message_id_of_key(key: str) -> str:
    """The id of a notice, from the key that makes it the same notice."""
    return message_id(f"notice-{sha256(key.encode()).hexdigest()[:32]}")


def as_mail(delivery: Delivery, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail, to be sent by `connection`."""
    mail = EmailMultiAlternatives(
        subject=delivery.title,
        body=delivery.body,
        to=[delivery.address],
        headers=_AUTOMATIC | delivery.headers | {"Message-ID": delivery.message_id},
        connection=connection,
    )
    if delivery.calendar:
        _add_calendar(mail, delivery.calendar)
    return mail


def _add_calendar(mail: EmailMultiAlternatives, calendar: str) -> None:
    """Twice, as calendar programs differ: another form of the text, with its method (RFC 6047), and a file to open."""
    found = _METHOD.search(calendar)
    method = f"; method={found[1]}" if found else ""
    # Lines end as mail's own do, which each way of sending writes as it must; the file keeps every byte.
    mail.attach_alternative(calendar.replace("\r\n", "\n"), f"text/calendar{method}")
    mail.attach(_FILE_NAME, calendar.encode(), "application/ics")
