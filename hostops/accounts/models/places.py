"""Where servers stand."""

from django.db import models
from django.db.models import F, Q

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


class Link(models.Model):
    """Two zones, of one location or of two, are connected (iptor:1c). No direction: the lower id stands first."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="links_from", db_index=False)
    other = models.ForeignKey(Zone, models.PROTECT, related_name="links_to")
    medium = models.CharField(max_length=100, blank=True, help_text="dark fibre, a carrier's name")

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("zone", "other")
        constraints = [
            models.UniqueConstraint(fields=["zone", "other"], name="link_once"),
            models.CheckConstraint(condition=Q(zone_id__lt=F("other_id")), name="link_lower_id_first"),
        ]

    def __str__(self) -> str:
        return f"{self.zone} and {self.other}"
