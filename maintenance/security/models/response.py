"""A security response, the accounts it touches, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Person, Server
from hostops.alerts.models import Delivery
from hostops.lib.references import reference
from hostops.subjects.models import Subject
from maintenance.security.querysets import AddresseeQuerySet, NoticeQuerySet, ResponseQuerySet, SecurityAffectedQuerySet
from maintenance.security.states import State


class SecurityResponse(models.Model):
    """What is done about an advisory or a finding, on servers or in a customer's own code (itpdx:5i-5k).

    Its subject is the provider's own; its clock (kind `security_notice`) runs where the action came first.
    """

    PREFIX = "SR"

    class Kind(models.TextChoices):
        ADVISORY = "advisory", "Advisory"
        FINDING = "finding", "Finding"

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="security_response")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.OPEN)
    title = models.CharField(max_length=200)
    risk = models.TextField(help_text="what is at risk, for customers to read")
    advisory = models.ForeignKey("maintenance.Advisory", models.PROTECT, null=True, related_name="security_responses")
    code = models.ForeignKey("maintenance.CustomCode", models.PROTECT, null=True, related_name="security_responses")
    servers = models.ManyToManyField(Server, related_name="security_responses")
    effect = models.TextField(blank=True, help_text="how performance suffers, to be read by customers; or empty")
    acted_at = models.DateTimeField(null=True, help_text="when action came before notice (itpdx:5j)")
    acted_reason = models.CharField(max_length=40, blank=True, help_text="which of the policy's reasons allowed it")
    action = models.TextField(blank=True, help_text="what was done first")
    notified_at = models.DateTimeField(null=True, help_text="when the last account had the notice of that action")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    outcome = models.TextField(blank=True, help_text="how the risk was closed")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(acted_at=None, acted_reason="", action="")
                | (Q(acted_at__isnull=False) & ~Q(acted_reason="") & ~Q(action="")),
                name="security_acted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")),
                name="security_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(notified_at=None) | Q(notified_at__gte=F("acted_at")), name="security_notified_after_action"
            ),
        ]
        indexes = [
            # the list, newest first
            models.Index(fields=["-opened_at", "-id"], name="security_newest"),
            # the desk's question each time: whose notice is still on its way
            models.Index(
                fields=["acted_at"], condition=Q(acted_at__isnull=False, notified_at=None), name="security_owing"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)


class SecurityAffected(models.Model):
    """An account that a response touches: its case in the queue, and how it was told where no mail reached it."""

    response = models.ForeignKey(SecurityResponse, models.PROTECT, related_name="affected", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="security_affected")
    case = models.ForeignKey(Subject, models.PROTECT, related_name="security_affected", db_index=False)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="when it was told otherwise than by mail")
    told_how = models.CharField(max_length=300, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = SecurityAffectedQuerySet.as_manager()

    class Meta:
        ordering = ("account",)
        verbose_name_plural = "security affected"
        constraints = [
            # also serves "the accounts of this response"
            models.UniqueConstraint(fields=["response", "account"], name="security_affected_once"),
            models.CheckConstraint(
                condition=Q(told_at=None, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="security_told_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.response_id}"


class SecurityNotice(models.Model):
    """What the accounts of a response were told at once. Never changed: another one follows."""

    response = models.ForeignKey(SecurityResponse, models.PROTECT, related_name="notices", db_index=False)
    number = models.PositiveIntegerField()
    words = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("response", "number")
        constraints = [models.UniqueConstraint(fields=["response", "number"], name="security_notice_unique")]

    def __str__(self) -> str:
        return f"notice {self.number} of {self.response_id}"


class SecurityAddressee(models.Model):
    """Whom a notice was written to, by which mail."""

    notice = models.ForeignKey(SecurityNotice, models.PROTECT, related_name="addressees", db_index=False)
    affected = models.ForeignKey(SecurityAffected, models.PROTECT, related_name="addressees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    # its index serves the forgetting of old deliveries
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+", help_text="none: no address")
    sent_at = models.DateTimeField(null=True, help_text="when the mail server took it, kept past the outbox's own time")

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ("notice", "person")
        constraints = [models.UniqueConstraint(fields=["notice", "person"], name="security_addressee_once")]
        indexes = [
            # the desk's question each time: which mails have not left yet
            models.Index(
                fields=["delivery"], condition=Q(sent_at=None, delivery__isnull=False), name="security_unsent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.notice_id}"
