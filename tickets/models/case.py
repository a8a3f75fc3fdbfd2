"""The case itself, as it stands."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import Case as SqlCase
from django.db.models import F, Q, Value, When
from django.db.models.functions import Coalesce

from hostops.accounts.models import Account, Contract, Server, Software
from hostops.lib.references import reference
from hostops.subjects.models import Subject
from tickets.querysets import IS_LIVE, PREFIX, CaseQuerySet
from tickets.states import LIVE_STATES, OPEN_STATES, Coverage, Outcome, State

_LIVE = Q(state__in=sorted(LIVE_STATES))
_OPEN = Q(state__in=sorted(OPEN_STATES))
# Sorts after every real instant, so that cases that nothing is due of come last.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Channel(models.TextChoices):
    PORTAL = "portal", "Portal"
    API = "api", "API"
    PHONE = "phone", "Telephone"
    EMAIL = "email", "E-mail"
    MONITORING = "monitoring", "Monitoring"


class Case(models.Model):
    """A customer's problem. State changes only in `tickets.actions`."""

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="case")
    account = models.ForeignKey(Account, models.PROTECT, related_name="cases", db_index=False)
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="cases", db_index=False)
    server = models.ForeignKey(Server, models.PROTECT, null=True, related_name="cases")
    software = models.ForeignKey(Software, models.PROTECT, null=True, related_name="cases", db_index=False)
    software_version = models.CharField(max_length=60, blank=True, help_text="as the reporter or an engineer wrote it")
    title = models.CharField(max_length=200)
    description = models.TextField()
    checked_locally = models.TextField(
        blank=True, help_text="what the reporter of an outage checked on their side (itpdx:4b)"
    )
    channel = models.CharField(max_length=12, choices=Channel.choices)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reported_cases", db_index=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assigned_cases", db_index=False
    )

    requested_severity = models.PositiveSmallIntegerField(
        null=True, help_text="null where the policy knows no severities"
    )
    severity = models.PositiveSmallIntegerField(null=True, help_text="the level the clocks run at")
    severity_verified = models.BooleanField(default=False, help_text="an engineer has set or confirmed it (itpdx:4b)")
    security = models.BooleanField(default=False, help_text="a security response: second in the queue (itpdx:5i)")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State])
    outcome = models.CharField(max_length=12, blank=True, choices=[(o.value, o.value) for o in Outcome])
    coverage = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Coverage])
    coverage_clause = models.CharField(max_length=40, blank=True)
    coverage_reason = models.TextField(blank=True)
    unregistered = models.BooleanField(
        default=False, help_text="the server was not registered before the incident (itpdx:3d)"
    )
    over_cap = models.BooleanField(default=False, help_text="took a place over the cap: admitted by staff, or reopened")

    filed_at = models.DateTimeField(help_text="when the portal wrote it down")
    received_at = models.DateTimeField(help_text="when the provider received it")
    received_reason = models.TextField(blank=True)
    # The instants that a response clock waits for; null is "not yet".
    held_at = models.DateTimeField(null=True)
    admitted_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True, help_text="the call or mail that starts a priority clock (itpdx:4h)")
    raised_at = models.DateTimeField(
        null=True, help_text="an engineer's raise into priority, which needs no further contact"
    )
    covered_at = models.DateTimeField(null=True, help_text="the decision to cover an unregistered server (itpdx:3d)")
    first_response_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    # The earliest due instant of its running clocks, kept by `tickets.clocks` for lists.
    next_due = models.DateTimeField(null=True)
    queue_rank = models.GeneratedField(
        expression=SqlCase(
            When(_OPEN & Q(severity=1), then=Value(0)), When(_LIVE & Q(security=True), then=Value(1)), default=Value(2)
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    queue_due = models.GeneratedField(
        expression=Coalesce(F("next_due"), Value(NEVER, output_field=models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(state__in=["resolved", "closed"]), name="case_outcome_when_ended"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "closed"]) | ~Q(outcome=""), name="case_ended_has_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_at__isnull=False, admitted_at=None), name="case_held_since"
            ),
        ]
        indexes = [
            # the engineers' queue, first page and hundredth
            models.Index(fields=["queue_rank", "queue_due", "id"], condition=_LIVE, name="case_queue"),
            # a customer's list, and a manager's by account
            models.Index(fields=["account", "-id"], name="case_account"),
            # a customer's list, what is not ended first
            models.Index("account", IS_LIVE.desc(), F("id").desc(), name="case_account_live"),
            # my cases
            models.Index(fields=["assignee", "queue_rank", "queue_due", "id"], condition=_LIVE, name="case_assignee"),
            # places used under a contract's caps, and its held line
            models.Index(fields=["contract", "state", "severity"], condition=_LIVE, name="case_caps"),
            # today: open, late and next due by severity and by person, without reading the cases
            models.Index(fields=["severity", "assignee"], include=["queue_due"], condition=_LIVE, name="case_today"),
            # the week: at which hours cases arrive
            models.Index(fields=["received_at"], name="case_received"),
            # lists by due instant over all states, as `?ordering=next_due`
            models.Index(fields=["queue_due", "id"], name="case_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(PREFIX, self.pk)
