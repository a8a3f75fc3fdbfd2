"""The people of both sides."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from hostops.accounts.models.companies import Account
from hostops.accounts.querysets import PersonQuerySet
from hostops.accounts.roles import CUSTOMER_ROLES, STAFF_ROLES, Role
from hostops.accounts.zones import validate_zone


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
