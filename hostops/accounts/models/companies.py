"""Customer companies, and what they pay for."""

from django.db import models

from hostops.accounts.querysets import AccountQuerySet, ContractQuerySet
from hostops.accounts.zones import validate_zone


class Account(models.Model):
    """A customer company."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """A subscription: what an account pays for, from the first payment on (itpdx:1a)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="contracts")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    fee = models.DecimalField(max_digits=12, decimal_places=2, help_text="a month")
    currency = models.CharField(max_length=3, default="USD")
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="when the first payment was received; no clock runs before"
    )
    paid_through = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ("reference",)

    def __str__(self) -> str:
        return self.reference
