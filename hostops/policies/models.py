"""What was promised: policies, their immutable versions, and which one binds a contract from when."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models

from hostops.accounts.models import Contract
from hostops.lib.visible import VisibleQuerySet

if TYPE_CHECKING:
    from hostops.policies.schema import Document


class PolicyQuerySet(VisibleQuerySet["Policy"]):
    """Customers see the policies that bind, or bound, a contract of theirs."""

    account_path = "versions__bindings__contract__account"

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).distinct()


class Policy(models.Model):
    """One document of a provider, through all its versions."""

    slug = models.SlugField(unique=True, help_text="the prefix of its clauses: itpdx")
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title


class PolicyVersion(models.Model):
    """A document as it was published. The database refuses to change it (iptor:0)."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    # The dates that were holidays when it was published, per calendar: a newer library moves no old deadline.
    holidays = models.JSONField(help_text="{calendar: {date: name}}")
    sha256 = models.CharField(max_length=64, help_text="of the document as published")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("policy", "-number")
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.policy.slug} version {self.number}"

    @property
    def parsed(self) -> "Document":
        """The document with its types; kept in memory, since a version never changes."""
        from hostops.policies.binding import parsed_version

        return parsed_version(self)


class Binding(models.Model):
    """From `binds_from` on, a contract is kept under a version. The latest binding at an instant binds."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="bindings")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="bindings")
    binds_from = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("contract", "-binds_from")
        constraints = [
            # also serves "which binding of this contract at that instant"
            models.UniqueConstraint(fields=["contract", "binds_from"], name="binding_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.version} from {self.binds_from:%Y-%m-%d}"


class Override(models.Model):
    """A value that the contract sets otherwise ("unless otherwise stated in the contract"), with why."""

    binding = models.ForeignKey(Binding, models.PROTECT, related_name="overrides")
    path = models.CharField(max_length=200, help_text="the place in the document: availability.commitment")
    value = models.JSONField()
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["binding", "path"], name="override_unique")]

    def __str__(self) -> str:
        return f"{self.path} = {self.value}"
