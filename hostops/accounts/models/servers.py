"""The machines under a contract."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from hostops.accounts.models.companies import Account, Contract
from hostops.accounts.models.places import Zone
from hostops.accounts.querysets import ServerQuerySet


class Server(models.Model):
    """A machine under a contract. It must be online and registered before an incident (itpdx:3d)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="servers")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="servers")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="servers", null=True, blank=True)
    hostname = models.CharField(max_length=253)
    platform = models.CharField(max_length=60, blank=True)
    platform_version = models.CharField(max_length=60, blank=True, help_text="as its vendor writes it")
    host_machine = models.CharField(
        max_length=100, blank=True, help_text="several servers on one machine register separately"
    )
    # A trigger refuses a circle, whoever closes it.
    runs_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="guests", help_text="the server that it runs on"
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
            models.CheckConstraint(condition=Q(runs_on=None) | ~Q(runs_on=F("pk")), name="server_is_not_its_own_host"),
        ]

    def __str__(self) -> str:
        return self.hostname
