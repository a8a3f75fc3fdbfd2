"""What a promise is about: a thin row for every case, window, server that a clock can stand on."""

from django.db import models

from hostops.accounts.models import Account
from hostops.lib.visible import VisibleQuerySet


class SubjectQuerySet(VisibleQuerySet["Subject"]):
    account_path = "account"


class Subject(models.Model):
    """The kernel's handle on a desk's object; the desk's model has a one-to-one to it."""

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="subjects", help_text="none: the provider's own"
    )
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=200)
    title = models.CharField(max_length=300)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="subject_reference_unique")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def url(self) -> str:
        """The page of the object, by its kind; empty for a kind without pages."""
        from hostops.subjects.kinds import kinds

        return kinds[self.kind].url(self.reference) if self.kind in kinds else ""


class SubjectLink(models.Model):
    """One subject has to do with another: the case of a window, the duplicate of a case."""

    source = models.ForeignKey(Subject, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Subject, models.CASCADE, related_name="links_in")
    relation = models.CharField(max_length=40, help_text="reads source, relation, target: duplicates, caused_by")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="subject_link_unique"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="subject_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
