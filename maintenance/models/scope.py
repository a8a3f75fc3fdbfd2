"""What a window is about, as it was said: accounts, servers, zones, locations."""

from django.db import models
from django.db.models import Q

from hostops.accounts.models import Account, Location, Server, Zone
from maintenance.models.window import Window
from maintenance.querysets import OfWindowQuerySet


class ScopeItem(models.Model):
    """One account, server, zone or location of a window's scope. Which servers that means: `maintenance.scope`."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="scope_items")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    server = models.ForeignKey(Server, models.PROTECT, null=True, related_name="+")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="+")
    location = models.ForeignKey(Location, models.PROTECT, null=True, related_name="+")

    objects = OfWindowQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, server=None, zone=None, location=None)
                | Q(account=None, server__isnull=False, zone=None, location=None)
                | Q(account=None, server=None, zone__isnull=False, location=None)
                | Q(account=None, server=None, zone=None, location__isnull=False),
                name="scope_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["window", "account", "server", "zone", "location"],
                name="scope_item_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.account or self.server or self.zone or self.location)
