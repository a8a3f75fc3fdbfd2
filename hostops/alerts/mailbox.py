"""Mails that were written to files because no mail server is set: read back, as text alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from hostops.lib.text import clean_line, clean_text

_FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")
# What the backend writes after each mail of a file.
_BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)
# A mail of the portal is small; more of a file than this is not read.
_MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Mail:
    """One mail: its headers in order, its text, and what else hangs on it."""

    headers: list[tuple[str, str]]
    text: str
    attachments: list[str]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def subject(self) -> str:
        return self.header("subject") or "(no subject)"

    @property
    def to(self) -> str:
        return self.header("to")

    @property
    def sender(self) -> str:
        return self.header("from")

    @property
    def sent_at(self) -> datetime | None:
        """What its `Date` says, if that can be read."""
        try:
            return parsedate_to_datetime(self.header("date")).astimezone(UTC)
        except ValueError:
            return None


def is_file_based() -> bool:
    return bool(settings.EMAIL_BACKEND == _FILE_BACKEND)


def names() -> list[str]:
    """The files, newest first: their names begin with the instant."""
    folder = Path(settings.EMAIL_FILE_PATH)
    found = (path.name for path in folder.iterdir()) if folder.is_dir() else iter(())
    return sorted((name for name in found if _NAME.fullmatch(name)), reverse=True)


def mails_in(name: str) -> list[Mail]:
    """The mails of one file; none for a name that no mail file has."""
    path = Path(settings.EMAIL_FILE_PATH) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return []
    with path.open("rb") as file:
        return list(_parsed(file.read(_MOST_BYTES)))


def _parsed(content: bytes) -> Iterator[Mail]:
    for raw in _BETWEEN.split(content):
        if raw.strip():
            message = BytesParser(policy=policy.default).parsebytes(raw)
            yield Mail(_headers(message), _text(message), _attachments(message))


def _headers(message: EmailMessage) -> list[tuple[str, str]]:
    return [(clean_line(name), clean_line(str(value))) for name, value in message.items()]


def _text(message: EmailMessage) -> str:
    """The plain text; of a mail without any, the source of what it has."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return clean_text(content.decode(part.get_content_charset("utf-8"), "replace"))
    except LookupError:  # a charset that nobody knows
        return clean_text(content.decode("utf-8", "replace"))


def _attachments(message: EmailMessage) -> list[str]:
    parts = message.iter_attachments()
    return [clean_line(f"{part.get_filename() or 'unnamed'} ({part.get_content_type()})") for part in parts]
