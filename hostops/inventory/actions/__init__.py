"""What changes where things stand."""

from hostops.inventory.actions.places import link_add, link_remove, location_add, zone_add, zone_change
from hostops.inventory.actions.servers import server_place

__all__ = ["link_add", "link_remove", "location_add", "server_place", "zone_add", "zone_change"]
