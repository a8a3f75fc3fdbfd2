"""Who: accounts, the people of both sides, contracts, servers, software, locations."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from hostops.accounts.querysets import (
    AccountQuerySet,
    CatalogueQuerySet,
    ContractQuerySet,
    PersonQuerySet,
    ServerQuerySet,
)
from hostops.accounts.roles import CUSTOMER_ROLES, STAFF_ROLES, Role
from hostops.accounts.tokens import Token as Token  # a model of this room, with a module of its own
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


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        found: Person = self.named(username or "").get()
        return found


class Person(AbstractBaseUser):
    """One human being with one sign-in (itpdx:5c), of the provider's staff or of one account."""

    username = models.CharField(max_length=150)
    full_name = models.CharField(max_length=200)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="people")
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    # Alerts that must wake nobody are told between these hours of the person's own day.
    day_starts = models.TimeField(default="08:00")
    day_ends = models.TimeField(default="20:00")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "full_name"]

    class Meta:
        ordering = ("full_name",)
        constraints = [
            # sign-in and mail lookups ignore case, so names that differ in case alone are one name
            models.UniqueConstraint(Lower("username"), name="person_username_unique"),
            models.CheckConstraint(
                condition=Q(role__in=sorted(STAFF_ROLES), account=None)
                | Q(role__in=sorted(CUSTOMER_ROLES), account__isnull=False),
                name="person_is_staff_or_of_an_account",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        return self.full_name or self.username

    @property
    def is_staff_member(self) -> bool:
        return self.role in STAFF_ROLES


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


class Location(models.Model):
    """A place with data centres: Frankfurt, Dallas, Sydney (iptor:1a)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    timezone = models.CharField(max_length=64, validators=[validate_zone])

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """One physical site of a location, with where it stands (iptor:1a, 1b)."""

    location = models.ForeignKey(Location, models.PROTECT, related_name="zones")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="zone_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Server(models.Model):
    """A machine under a contract. It must be online and registered before an incident (itpdx:3d)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="servers")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="servers")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="servers", null=True, blank=True)
    hostname = models.CharField(max_length=253)
    platform = models.CharField(max_length=60, blank=True)
    host_machine = models.CharField(
        max_length=100, blank=True, help_text="several servers on one machine register separately"
    )
    online_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ServerQuerySet.as_manager()

    class Meta:
        ordering = ("hostname",)
        constraints = [
            models.UniqueConstraint("account", Lower("hostname"), name="server_hostname_unique"),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(registered_at=None) | Q(retired_at__gte=F("registered_at")),
                name="server_retires_after_registration",
            ),
        ]

    def __str__(self) -> str:
        return self.hostname


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
