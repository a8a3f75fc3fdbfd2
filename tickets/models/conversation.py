"""What was said on a case, and the files that came with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tickets.models.case import Case, Channel
from tickets.querysets import AttachmentQuerySet, MessageQuerySet


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Internal note"


class Message(models.Model):
    """One thing somebody said on a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    from_name = models.CharField(max_length=200)
    from_email = models.CharField(max_length=254, blank=True)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    visibility = models.CharField(max_length=8, choices=Visibility.choices)
    purpose = models.CharField(
        max_length=12, blank=True, help_text="question, workaround, resolution, automatic; empty is a plain message"
    )
    body = models.TextField()
    message_id = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [
            # the conversation of a case, in order
            models.Index(fields=["case", "id"], name="message_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], condition=~Q(message_id=""), name="message_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.from_name} on {self.case_id}"


def attachment_path(attachment: "Attachment", _: str) -> str:
    """Named by its content, so that no stranger's file name ever becomes a path."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """A file that came with a message; always handed out as a download, never run."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    filename = models.CharField(max_length=200)
    mime_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=attachment_path, max_length=200)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename
