"""Where the systems stand and how they are watched: locations, zones, heartbeats of monitors and logs."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from hostops.policies.schema.base import Count, Part, Rule, Switch, Words, listed, refusal
from hostops.policies.schema.rules import ClockRule


def _positive(value: Decimal) -> Decimal:
    if not value.is_finite() or value <= 0:
        raise refusal(f"{value} is not a distance", "write kilometres above zero, such as 10")
    return value


Kilometres = Annotated[Decimal, AfterValidator(_positive)]


class ZonesPerLocation(Rule):
    """Each of these locations has at least `minimum` zones."""

    names: tuple[Words, ...]
    minimum: Count

    def words(self) -> str:
        return f"{listed(list(self.names))}, each with {self.minimum} zones or more"


class ZoneDistance(Rule):
    """Zones of a location are at least this far apart, on the great circle."""

    minimum_km: Kilometres

    def words(self) -> str:
        return f"zones of a location are at least {self.minimum_km} km apart"


class Links(Rule):
    """Every zone and location has a recorded link."""

    required: Switch

    def words(self) -> str:
        return "every zone and every location is connected" if self.required else "links are not required"


class Locations(Part):
    """The deployment."""

    zones: ZonesPerLocation | None = None
    distance: ZoneDistance | None = None
    links: Links | None = None


class Heartbeat(ClockRule):
    """A signal that must come again within this time; each one starts the next cycle of its clock."""

    opens_case: Switch = False

    def words(self) -> str:
        opens = "; its reports open cases" if self.opens_case else ""
        return f"a sign of life {super().words()}, else an alert{opens}"

    def said_as(self, field: str) -> str:
        return f"{field}:"


class Monitoring(Part):
    """What watches the systems."""

    monitors: Heartbeat | None = None
    logs: Heartbeat | None = None
