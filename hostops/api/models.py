"""What the REST face itself must remember: the answers it may have to give again."""

from django.db import models


class KeptAnswer(models.Model):
    """The answer to a POST that carried an `Idempotency-Key`, written in the transaction of its effect.

    While that transaction runs `status` is null, and nobody else can see the row.
    """

    digest = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of person, path and key")
    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of query and body: the same key with another is an error"
    )
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            # housekeeping: what is old enough to be forgotten
            models.Index(fields=["made_at"], name="kept_answer_age"),
        ]

    def __str__(self) -> str:
        return f"{self.status} of {self.made_at:%Y-%m-%d %H:%M}"
