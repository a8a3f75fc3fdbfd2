"""When a server was down. Written once; a correction is a new row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Server
from hostops.subjects.models import Subject
from maintenance.models.window import Window
from maintenance.querysets import DowntimeQuerySet


class Source(models.TextChoices):
    WINDOW = "window", "Service window"
    MONITORING = "monitoring", "Monitoring"
    CASE = "case", "Case"
    HAND = "hand", "By hand"


class Downtime(models.Model):
    """An interval in which a server did not serve, its cause, and how it counts (iptor:5a, 5d, itpdx:6b).

    Whether it was scheduled follows from the announced span of its window, not from what is said here.
    Corrected, ended or excluded by a new row that `corrects` this one; the row that nothing corrects holds.
    """

    server = models.ForeignKey(Server, models.PROTECT, related_name="downtimes", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text="null: it goes on")
    cause = models.TextField()
    source = models.CharField(max_length=12, choices=Source.choices)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="downtimes")
    case = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="downtimes")
    # exclusions of the policy, such as force majeure: asked for with a reason, held only when approved
    exclusion = models.CharField(max_length=40, blank=True)
    exclusion_reason = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    withdrawn = models.BooleanField(default=False, help_text="the correction says that there was none")
    reason = models.TextField(blank=True, help_text="why it corrects")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    objects = DowntimeQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="downtime_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(exclusion="") | ~Q(exclusion_reason=""), name="downtime_exclusion_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | (Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(exclusion="")),
                name="downtime_approves_an_exclusion",
            ),
        ]
        indexes = [
            # a server's month, and lists: newest first
            models.Index(fields=["server", "-starts_at"], name="downtime_server"),
            models.Index(fields=["-starts_at", "-id"], name="downtime_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.server_id} from {self.starts_at:%Y-%m-%d %H:%M}"
