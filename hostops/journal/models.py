"""What happened. Rows are written once; the database refuses to change or delete them."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that happened to one object, as it was and as it became."""

    at = models.DateTimeField(help_text="when it happened, by the portal's now")
    verb = models.CharField(max_length=80, help_text="dotted: tickets.case.severity_set")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    actor_name = models.CharField(
        max_length=200, help_text="as the actor was called then; 'Hostops' for the portal itself"
    )
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    reference = models.CharField(max_length=200, help_text="what people call the object: HC-1042")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            # the history of one object, oldest first
            models.Index(fields=["object_kind", "object_id", "id"], name="journal_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.verb} {self.reference}"
