"""Files on messages: checked, kept under their content's hash, handed out as downloads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type

from django.conf import settings
from django.core.files.base import ContentFile

from hostops.lib.errors import BadField
from hostops.lib.text import clean_line
from tickets.models import Attachment, Message


@dataclass(frozen=True)
class Upload:
    """A file as it came in: its name, untrusted, and its bytes."""

    filename: str
    content: bytes


def check_uploads(uploads: Sequence[Upload]) -> None:
    """BadField where there are too many files, or one is empty or too large."""
    most, largest = settings.ATTACHMENT_MAX_COUNT, settings.ATTACHMENT_MAX_BYTES
    if len(uploads) > most:
        raise BadField({"attachments": f"At most {most} files at once; send the rest with another message."})
    for upload in uploads:
        name = clean_line(upload.filename) or "the file"
        if not upload.content:
            raise BadField({"attachments": f"{name} is empty."})
        if len(upload.content) > largest:
            raise BadField({"attachments": f"{name} is larger than {largest // 1024**2} MB."})


def attach(message: Message, uploads: Sequence[Upload]) -> None:
    """Keep the files with the message. The same content is stored once."""
    check_uploads(uploads)
    for upload in uploads:
        digest, name = sha256(upload.content).hexdigest(), _safe_name(upload.filename)
        # by the safe name: what is guessed from a whole `data:` address is as long as its sender likes
        mime_type = guess_type(name)[0] or "application/octet-stream"
        row = Attachment(message=message, filename=name, mime_type=mime_type, size=len(upload.content), sha256=digest)
        stored = Attachment.objects.filter(sha256=digest).values_list("file", flat=True).first()
        if stored and row.file.storage.exists(stored):
            row.file.name = stored
            row.save()
        else:
            row.file.save(digest, ContentFile(upload.content))


def _safe_name(name: str) -> str:
    """The last part of the name, on one line, without what could be read as a path."""
    last = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1]
    return last[-200:] or "file"
