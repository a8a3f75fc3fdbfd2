"""Where a server stands, on what, and in which version."""

from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.models import Server, Zone
from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.lib.errors import BadField
from hostops.lib.text import clean_line


@transaction.atomic
def server_place(
    *,
    actor: Any,
    server: Server,
    platform: str,
    platform_version: str = "",
    zone: Zone | None = None,
    runs_on: Server | None = None,
    host_machine: str = "",
) -> Server:
    """Set a server's platform, version, zone, and what it runs on: a server of the portal, or another machine's name.

    BadField for a host that stands on the server itself, at whatever remove, or is retired; the
    database refuses such a circle too. A host in another zone is refused: a machine stands in one place.
    """
    require(actor, "inventory.server.place")
    locked = Server.objects.select_for_update(no_key=True).get(pk=server.pk)
    before = _shown(locked)
    locked.platform, locked.platform_version = clean_line(platform), clean_line(platform_version)
    locked.zone, locked.runs_on, locked.host_machine = zone, runs_on, clean_line(host_machine)
    _check_host(locked)
    _check_guests(locked, before["zone"])
    _save(locked)
    was, became = changes(before, _shown(locked))
    record(
        actor=actor, verb="inventory.server.placed", kind="server", object_id=locked.pk, reference=locked.hostname,
        before=was, after=became,
    )  # fmt: skip
    return locked


def _check_host(server: Server) -> None:
    host = server.runs_on
    if host is None:
        return
    if server.host_machine:
        raise BadField({"host_machine": "Name a server of the portal as its host, or a machine, not both."})
    if host.retired_at is not None:
        raise BadField({"runs_on": f"{host.hostname} is retired."})
    if host.zone_id != server.zone_id:
        stands = host.zone or "no zone"
        raise BadField({"runs_on": f"{host.hostname} stands in {stands}; a guest stands where its host is."})
    chain = _above(host)
    if server.pk in {one.pk for one in chain}:
        names = ", which stands on ".join(one.hostname for one in chain)
        raise BadField({"runs_on": f"{server.hostname} would stand on itself: {names}."})


def _check_guests(server: Server, zone_before: str | None) -> None:
    """What runs on it would be left behind in another zone."""
    if (server.zone.slug if server.zone else None) == zone_before:
        return
    left = server.guests.filter(retired_at=None).exclude(zone=server.zone).order_by("hostname")[:3]
    if left:
        names = ", ".join(guest.hostname for guest in left)
        raise BadField({"zone": f"{names} run on it and would stay behind; take their host away first."})


def _above(host: Server) -> list[Server]:
    """The host, what it stands on, and so on; as far as it goes without turning back."""
    chain: list[Server] = []
    # As they stand now, not as the caller once read them.
    here = Server.objects.filter(pk=host.pk).first()
    while here is not None and here not in chain:
        chain.append(here)
        here = here.runs_on
    return chain


def _save(server: Server) -> None:
    try:
        with transaction.atomic():
            server.save()
    except IntegrityError as error:  # somebody else closed the circle meanwhile
        raise BadField({"runs_on": f"{server.hostname} would stand on itself."}) from error


def _shown(server: Server) -> dict[str, Any]:
    return {
        "platform": server.platform,
        "platform_version": server.platform_version,
        "zone": server.zone.slug if server.zone else None,
        "runs_on": server.runs_on.hostname if server.runs_on else None,
        "host_machine": server.host_machine,
    }
