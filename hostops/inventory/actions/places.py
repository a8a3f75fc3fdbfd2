"""Locations, zones and the links between them (iptor:1a-1c). Nothing is promised by writing them down."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hostops.accounts.models import Link, Location, Zone
from hostops.accounts.roles import require
from hostops.accounts.zones import validate_zone
from hostops.journal.actions import changes, record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.text import clean_line, required_texts

NAME_LONGEST = 100
NO_COORDINATES = "Without coordinates the distance of zones cannot be checked; give degrees."
# The places of a degree that are kept: about a metre.
_DEGREE = Decimal("0.00001")


@transaction.atomic
def location_add(*, actor: Any, slug: str, name: str, timezone: str) -> Location:
    """Write down a location. BadField for a name that is taken, or a time zone that there is not."""
    require(actor, "inventory.location.add")
    [name] = required_texts(NAME_LONGEST, name=name)
    wrong = {}
    if Location.objects.filter(slug=slug).exists():
        wrong["slug"] = f"{slug} is taken."
    try:
        validate_zone(timezone)
    except ValidationError as error:
        wrong["timezone"] = " ".join(error.messages)
    if wrong:
        raise BadField(wrong)
    location = Location.objects.create(slug=slug, name=clean_line(name), timezone=timezone)
    after = {"name": location.name, "timezone": timezone}
    record(
        actor=actor, verb="inventory.location.added", kind="location", object_id=location.pk, reference=slug,
        after=after,
    )  # fmt: skip
    return location


@transaction.atomic
def zone_add(
    *, actor: Any, location: Location, slug: str, name: str, latitude: Decimal | None, longitude: Decimal | None
) -> Zone:
    """Write down a zone with where it stands, in degrees, north and east counting up. BadField without coordinates."""
    require(actor, "inventory.zone.add")
    [name] = required_texts(NAME_LONGEST, name=name)
    if Zone.objects.filter(slug=slug).exists():
        raise BadField({"slug": f"{slug} is taken."})
    north, east = _coordinates(latitude, longitude)
    zone = Zone.objects.create(
        location=location, slug=slug, name=clean_line(name), latitude=north, longitude=east
    )  # fmt: skip
    _noted(actor, "added", zone, {}, _shown(zone))
    return zone


@transaction.atomic
def zone_change(*, actor: Any, zone: Zone, name: str, latitude: Decimal | None, longitude: Decimal | None) -> Zone:
    """Another name for a zone, or where it truly stands."""
    require(actor, "inventory.zone.change")
    [name] = required_texts(NAME_LONGEST, name=name)
    locked = Zone.objects.select_for_update().get(pk=zone.pk)
    before = _shown(locked)
    locked.name = clean_line(name)
    locked.latitude, locked.longitude = _coordinates(latitude, longitude)
    locked.save()
    _noted(actor, "changed", locked, *changes(before, _shown(locked)))
    return locked


@transaction.atomic
def link_add(*, actor: Any, zone: Zone, other: Zone, medium: str = "") -> Link:
    """Connect two zones. It has no direction: either order names the same link."""
    require(actor, "inventory.link.add")
    if zone == other:
        raise BadField({"other": "A zone is connected to another one."})
    first, second = sorted((zone, other), key=lambda one: one.pk)
    medium = clean_line(medium)
    link, made = Link.objects.get_or_create(zone=first, other=second, defaults={"medium": medium})
    if not made:
        raise NotPossible(f"{first.name} and {second.name} are connected already.")
    _link_noted(actor, "added", link, after={"medium": medium})
    return link


@transaction.atomic
def link_remove(*, actor: Any, link: Link, reason: str) -> None:
    """The link is no more; the reason stays in the journal."""
    require(actor, "inventory.link.remove")
    [reason] = required_texts(2_000, reason=reason)
    locked = Link.objects.select_for_update().filter(pk=link.pk).select_related("zone", "other").first()
    if locked is None:
        raise NotPossible("It is gone already.")
    _link_noted(actor, "removed", locked, before={"medium": locked.medium}, reason=reason)
    locked.delete()


def _coordinates(latitude: Decimal | None, longitude: Decimal | None) -> tuple[Decimal, Decimal]:
    wrong = {}
    for name, value, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if value is None:
            wrong[name] = NO_COORDINATES
        elif not value.is_finite() or abs(value) > most:
            wrong[name] = f"Degrees from -{most} to {most}."
    if wrong or latitude is None or longitude is None:
        raise BadField(wrong)
    return latitude.quantize(_DEGREE), longitude.quantize(_DEGREE)


def _shown(zone: Zone) -> dict[str, Any]:
    return {"name": zone.name, "latitude": str(zone.latitude), "longitude": str(zone.longitude)}


def _noted(actor: Any, did: str, zone: Zone, before: dict[str, Any], after: dict[str, Any]) -> None:
    verb = f"inventory.zone.{did}"
    record(actor=actor, verb=verb, kind="zone", object_id=zone.pk, reference=zone.slug, before=before, after=after)


def _link_noted(actor: Any, did: str, link: Link, **more: Any) -> None:
    reference = f"{link.zone.slug} {link.other.slug}"
    record(actor=actor, verb=f"inventory.link.{did}", kind="link", object_id=link.pk, reference=reference, **more)
