"""The plan of a year's windows for common resources (iptor:5e)."""

from django.conf import settings
from django.db import models

from hostops.accounts.models import Account
from hostops.accounts.zones import validate_zone
from hostops.policies.models import PolicyVersion
from maintenance.querysets import OfPlanQuerySet, YearPlanQuerySet


class YearPlan(models.Model):
    """Twelve months: a draft until it is published, and then bound by 10 + 2 and one point a month.

    Its dates are windows with `plan` set; `rule` is what the draft was made by.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, validators=[validate_zone])
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # The version whose year plan it keeps: the strictest of those in scope when it was published.
    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    rule = models.JSONField(default=dict)
    scope = models.JSONField(default=dict, help_text="as the windows' scope: {'all': true}, {'accounts': [...]} ...")
    word = models.TextField(blank=True, help_text="why it is published in spite of its warnings")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}"


class PlanAcknowledgement(models.Model):
    """An account in the plan's scope: told of it, and whether it acknowledged (iptor:5b)."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="acknowledgements")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ("account__name",)
        constraints = [models.UniqueConstraint(fields=["plan", "account"], name="plan_acknowledgement_once")]

    def __str__(self) -> str:
        return f"{self.account_id} of {self.plan_id}"
