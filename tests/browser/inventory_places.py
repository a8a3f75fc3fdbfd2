"""Pages of the inventory, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_SERVER = "inventory/servers/<int:pk>/"

PLACES: dict[str, Place] = {
    "inventory/": Place((*STAFF, *CUSTOMERS), ("/inventory/",)),
    "inventory/servers/": Place((*STAFF, *CUSTOMERS), ("/inventory/servers/", "/inventory/servers/?q=nosuchword")),
    _SERVER: Place((*STAFF, *CUSTOMERS), ("/inventory/servers/{server}/",)),
    f"{_SERVER}place/": Place(("engineer",), ("/inventory/servers/{server}/place/",)),
    "inventory/zones/new/": Place(("planner",), ("/inventory/zones/new/",)),
    "inventory/zones/<slug:slug>/change/": Place(("planner",), ("/inventory/zones/fra-1/change/",)),
    "inventory/links/new/": Place(("planner",), ("/inventory/links/new/",)),
    "inventory/links/<int:pk>/remove/": Place(("planner",), ("/inventory/links/{line}/remove/",)),
    "inventory/locations/new/": Place(("planner",), ("/inventory/locations/new/",)),
}

NO_PAGES: dict[str, str] = {"inventory/servers/servers.csv": "a file to keep, no page"}
