"""Where servers stand."""

from django.db import models
from django.db.models import Q

from hostops.accounts.querysets import CatalogueQuerySet
from hostops.accounts.zones import validate_zone


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
