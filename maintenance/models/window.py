"""A service window, its steps, and what is kept of its emergency and its running."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.accounts.zones import validate_zone
from hostops.lib.references import reference
from hostops.subjects.models import Subject
from maintenance.models.yearplan import YearPlan
from maintenance.querysets import PREFIX, ConversionQuerySet, OfWindowQuerySet, StaffQuerySet, WindowQuerySet
from maintenance.states import STANDING, Decision, Impact, Kind, State

_STANDING = Q(state__in=sorted(STANDING))


class Window(models.Model):
    """A span of time in which servers are worked on. State changes only in `maintenance.actions`."""

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="window")
    plan = models.ForeignKey(YearPlan, models.PROTECT, null=True, related_name="windows")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timezone = models.CharField(max_length=64, validators=[validate_zone], help_text="in which it was planned")
    scope_all = models.BooleanField(default=False, help_text="every server; else its scope items say which")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])

    # what a notice says (iptor:5f)
    decision = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Decision], default=Decision.UNDECIDED.value
    )
    effect = models.TextField(blank=True, help_text="what customers will notice, in words")
    impact = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Impact], default=Impact.OUTAGE.value
    )
    expected_downtime = models.PositiveIntegerField(null=True, help_text="seconds within the window")

    # what some kinds need (iptor:5g, 5h)
    justification = models.TextField(blank=True)
    advisory = models.TextField(blank=True, help_text="the vendor's recommendation: its name and address")
    answers = models.JSONField(default=dict, help_text="to the tests of the policy, in words: {name: text}")
    warnings_word = models.TextField(blank=True, help_text="why it is planned in spite of the warnings")

    planned_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True, help_text="the last notice that stands")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    done = models.TextField(blank=True, help_text="what was done, said at the end")
    report = models.TextField(blank=True, help_text="the information afterwards (iptor:5h)")
    sequence = models.PositiveIntegerField(default=0, help_text="SEQUENCE of its calendar event (RFC 5545)")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = WindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="window_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="window_state_known"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="window_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="agreed") | ~Q(state__in=["proposed", "countered", "accepted"]),
                name="window_only_agreed_is_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_progress", "completed", "reported"])
                | Q(decision="used", started_at__isnull=False),
                name="window_runs_only_if_used",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "reported"]) | Q(finished_at__isnull=False),
                name="window_completed_has_end",
            ),
        ]
        indexes = [
            # lists and the year, by when they start; what overlaps a span
            models.Index(fields=["starts_at", "id"], name="window_starts"),
            # clashes, and what is planned on one's servers: what stands and has not ended
            models.Index(fields=["ends_at", "starts_at"], condition=_STANDING, name="window_standing"),
            # the desk's task: notices that were sent and not yet settled, windows that run
            models.Index(fields=["state", "starts_at"], name="window_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(PREFIX, self.pk)


class WindowStep(models.Model):
    """One thing to do in the window, ticked off while it runs."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = OfWindowQuerySet.as_manager()

    class Meta:
        ordering = ("window", "position")
        constraints = [models.UniqueConstraint(fields=["window", "position"], name="window_step_position")]

    def __str__(self) -> str:
        return self.text


class Consultation(models.Model):
    """With whom of an affected account an emergency was talked over, and what they said (iptor:5h)."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="consultations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    spoken_with = models.CharField(max_length=200)
    said = models.TextField()
    at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = OfWindowQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.spoken_with} on {self.window_id}"


class Conversion(models.Model):
    """A window that is to become one of another kind, and why; a manager approved it, declined it, or has not yet."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="conversions")
    from_kind = models.CharField(max_length=10)
    to_kind = models.CharField(max_length=10)
    justification = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(blank=True)

    objects = ConversionQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            # one is asked for at a time
            models.UniqueConstraint(
                fields=["window"], condition=Q(approved_at=None, declined_at=None), name="conversion_open_once"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_by=None)
                | (Q(approved_at=None, declined_at__isnull=False) & ~Q(declined_reason="")),
                name="conversion_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window_id}: {self.from_kind} to {self.to_kind}"

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.declined_at is None


class KeptAlert(models.Model):
    """What monitoring said of a server while its window ran: kept here, and no case of it."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="kept_alerts")
    server = models.ForeignKey(Server, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = StaffQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.title
