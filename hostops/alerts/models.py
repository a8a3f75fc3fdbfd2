"""Who is told: alerts, one for each threshold of a clock's revision, and the outbox that tells people."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from hostops.clocks.models import Clock
from hostops.lib.visible import VisibleQuerySet


class AlertQuerySet(VisibleQuerySet["Alert"]):
    account_path = "clock__subject__account"

    def with_policy(self) -> Self:
        """With the clock and which policy version it is of; not with the whole document, row by row again."""
        heavy = ("clock__version__document", "clock__version__holidays")
        return self.select_related("clock__subject__account", "clock__version").defer(*heavy)


class Alert(models.Model):
    """A threshold that a clock has crossed. The database allows each only once, whatever the code does."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alerts")
    cycle = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    threshold = models.CharField(max_length=40, help_text="50%, PT1H before, breach, pending, set_aside")
    instant = models.DateTimeField(help_text="when the threshold was crossed")
    raised_at = models.DateTimeField(help_text="when this was written")
    tell = models.JSONField(default=list, help_text="roles to tell; empty is recorded only (a higher one was told)")
    wakes = models.BooleanField(default=False)
    routed_at = models.DateTimeField(null=True, help_text="when its deliveries were written")
    note = models.TextField(
        blank=True, default="", db_default="", help_text="what else its readers are told: who was passed over"
    )
    escalates_at = models.DateTimeField(null=True, help_text="when the next in line are told unless acknowledged")
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "cycle", "revision", "threshold"], name="alert_once"),
        ]
        indexes = [
            # lists and ?since=, newest first
            models.Index(fields=["-raised_at", "-id"], name="alert_newest"),
            # the router's question: which alerts still need their deliveries
            models.Index(fields=["id"], condition=Q(routed_at=None), name="alert_unrouted"),
            # which have been left unacknowledged for too long
            models.Index(fields=["escalates_at"], condition=Q(escalates_at__isnull=False), name="alert_escalates"),
        ]

    def __str__(self) -> str:
        return f"{self.threshold} of clock {self.clock_id}"


class DeliveryQuerySet(VisibleQuerySet["Delivery"]):
    """Staff see all of the outbox; a customer sees what was sent to them."""

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        if getattr(user, "is_authenticated", False) and user.is_active and not user.is_staff_member:
            return self.filter(recipient=user)
        return mine


class Delivery(models.Model):
    """One message to one recipient by one channel. Sent at least once, and recognisable as a repeat."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        BELL = "bell", "In the portal"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        IN_FLIGHT = "in_flight", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        DROPPED = "dropped", "No longer needed"

    key = models.CharField(max_length=200, unique=True, help_text="what makes it the same message: alert:17:email:4")
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="deliveries")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deliveries", db_index=False
    )
    address = models.CharField(max_length=254, blank=True, help_text="e-mail address, as it was then")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True, help_text="of the mail; the same at every try")
    headers = models.JSONField(default=dict, help_text="In-Reply-To, References, Auto-Submitted")
    calendar = models.TextField(
        blank=True, default="", db_default="", help_text="what the recipient's calendar is sent with the mail"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    in_flight_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="bell: when the recipient looked")
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            # the outbox's question: what may be sent now
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="delivery_waiting"),
            # the reaper's question: what hung in flight
            models.Index(fields=["in_flight_since"], condition=Q(state="in_flight"), name="delivery_in_flight"),
            # what could not be sent: its list, its number
            models.Index(fields=["-id"], condition=Q(state="failed"), name="delivery_failed"),
            # a person's bell, newest first
            models.Index(fields=["recipient", "-id"], condition=Q(channel="bell"), name="delivery_bell"),
        ]

    def __str__(self) -> str:
        return self.key
