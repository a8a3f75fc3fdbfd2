"""Whom a window affects, what each was told, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Contract, Server
from hostops.alerts.models import Delivery
from hostops.policies.models import PolicyVersion
from maintenance.models.window import Window
from maintenance.querysets import AffectedQuerySet, OfAffectedQuerySet, OfNoticeQuerySet, OfWindowQuerySet
from maintenance.states import Answer, Decision, Impact


class Affected(models.Model):
    """An account that a window touches, as it was when the window was announced.

    Each policy is satisfied by itself: `notice_due_at` is the last lawful moment by the account's own, null where
    that asks for no least notice (iptor:5f, 5g, 5h).
    """

    window = models.ForeignKey(Window, models.PROTECT, related_name="affected")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="+", db_index=False)
    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    clause = models.CharField(max_length=40, blank=True)
    notice_due_at = models.DateTimeField(null=True)
    # agreed windows: the account's own yes to the times as they stand (itpdx:6c)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    agreed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="it was told, and a later change touches it no more")

    objects = AffectedQuerySet.as_manager()

    class Meta:
        ordering = ("account__name",)
        constraints = [
            models.UniqueConstraint(fields=["window", "account"], name="affected_once"),
        ]
        indexes = [
            # what a customer may see: the windows of an account, newest first
            models.Index(fields=["account", "-window"], name="affected_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} by {self.window_id}"


class AffectedServer(models.Model):
    """A server that the window was announced for."""

    affected = models.ForeignKey(Affected, models.CASCADE, related_name="servers")
    server = models.ForeignKey(Server, models.PROTECT, related_name="+")

    objects = OfAffectedQuerySet.as_manager()

    class Meta:
        ordering = ("server__hostname",)
        constraints = [models.UniqueConstraint(fields=["affected", "server"], name="affected_server_once")]

    def __str__(self) -> str:
        return str(self.server)


class Notice(models.Model):
    """One thing that all affected accounts were told of a window: what it said then, never changed."""

    class Why(models.TextChoices):
        FIRST = "first", "Announcement"
        CHANGED = "changed", "Change that needs a new notice"
        TOLD = "told", "Change, told at once"
        CANCELLED = "cancelled", "Cancellation"
        REPORTED = "reported", "Report"

    window = models.ForeignKey(Window, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(help_text="1 for the announcement; a later one takes its place")
    why = models.CharField(max_length=10, choices=Why.choices)
    # what it says
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Decision])
    effect = models.TextField(blank=True)
    impact = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Impact])
    expected_downtime = models.PositiveIntegerField(null=True)
    changes = models.JSONField(default=list, help_text="what differs from the notice before, in words")
    sequence = models.PositiveIntegerField()
    # when it counts
    given_at = models.DateTimeField(help_text="when it was put into the outbox")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True, help_text="the last lawful moment, null where there is none")
    sent_at = models.DateTimeField(null=True, help_text="when every affected account had been sent it")

    objects = OfWindowQuerySet.as_manager()

    class Meta:
        ordering = ("window", "number")
        constraints = [
            models.UniqueConstraint(fields=["window", "number"], name="notice_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="notice_ends_after_start"),
        ]
        indexes = [
            # the settling task: what was given and is not yet with everybody
            models.Index(fields=["id"], condition=Q(sent_at=None), name="notice_unsettled"),
        ]

    def __str__(self) -> str:
        return f"notice {self.number} of {self.window_id}"

    @property
    def kept(self) -> bool | None:
        """Whether it was sent in time; None while that is open."""
        if self.sent_at is None:
            return None
        return self.due_at is None or self.sent_at <= self.due_at


class Addressee(models.Model):
    """One person who is told, by one mail, and what they answer: by its link, in the portal, by their calendar."""

    class By(models.TextChoices):
        LINK = "link", "By the link in the mail"
        PORTAL = "portal", "In the portal"
        CALENDAR = "calendar", "By the calendar's reply"
        API = "api", "By REST"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="addressees")
    affected = models.ForeignKey(Affected, models.PROTECT, related_name="addressees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    # Its index serves the forgetting of old deliveries, which leaves these be.
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    # The link's secret is kept as its hash alone.
    token_hash = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Answer])
    answer_note = models.TextField(blank=True)
    answered_by = models.CharField(max_length=10, blank=True, choices=By.choices)
    answered_at = models.DateTimeField(null=True)

    objects = OfNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["notice", "person"], name="addressee_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="addressee_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.notice_id}"
