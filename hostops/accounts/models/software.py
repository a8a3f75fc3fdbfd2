"""What support is for."""

from django.db import models

from hostops.accounts.querysets import CatalogueQuerySet


class Software(models.Model):
    """What support is for: developed or approved by the provider, or neither (itpdx:2a)."""

    class Origin(models.TextChoices):
        DEVELOPED = "developed", "Developed by the provider"
        APPROVED = "approved", "Approved by the provider"
        NEITHER = "neither", "Neither"

    name = models.CharField(max_length=100, unique=True)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    max_severity = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="the most severe level a case may have; 1 is the most severe, empty is no limit",
    )
    limit_reason = models.CharField(max_length=300, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "software"

    def __str__(self) -> str:
        return self.name


class SoftwareRelease(models.Model):
    """A release that is ready for production since a date (itpdx:2a)."""

    software = models.ForeignKey(Software, models.CASCADE, related_name="releases")
    version = models.CharField(max_length=40)
    ready_at = models.DateField()

    class Meta:
        ordering = ("-ready_at",)
        constraints = [models.UniqueConstraint(fields=["software", "version"], name="software_release_unique")]

    def __str__(self) -> str:
        return f"{self.software} {self.version}"
