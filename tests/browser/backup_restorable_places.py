"""The page of a server's backups, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, WRITERS, Place

_SERVER = "backups/servers/<int:pk>/"

PLACES: dict[str, Place] = {
    _SERVER: Place((*STAFF, *CUSTOMERS), ("/backups/servers/{server}/",)),
    f"{_SERVER}restore/": Place(WRITERS, ("/backups/servers/{server}/restore/",)),
}
