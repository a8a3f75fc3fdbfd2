"""A delivery as a mail that its readers' programs recognise: automatic, and the same at every try."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hostops.alerts.models import Delivery

# RFC 3834, and what keeps Exchange from answering: nobody's absence note shall come back.
_AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def message_id(local: str) -> str:
    """`<alert-17-4@portal.example>`: the same message has the same id for ever."""
    return f"<{local}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def message_id_of_key(key: str) -> str:
    """The id of a notice, from the key that makes it the same notice."""
    return message_id(f"notice-{sha256(key.encode()).hexdigest()[:32]}")


def as_mail(delivery: Delivery, connection: BaseEmailBackend) -> EmailMessage:
    """The mail, to be sent by `connection`."""
    return EmailMessage(
        subject=delivery.title,
        body=delivery.body,
        to=[delivery.address],
        headers=_AUTOMATIC | delivery.headers | {"Message-ID": delivery.message_id},
        connection=connection,
    )
