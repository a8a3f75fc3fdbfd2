"""Pages about how long copies of backups are kept, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_ALL = (*STAFF, *CUSTOMERS)
_COPY, _HOLD = "backups/copies/<int:pk>/", "backups/holds/<int:pk>/"

PLACES: dict[str, Place] = {
    "backups/retention/": Place(_ALL, ("/backups/retention/", "/backups/retention/?account=nordic&keep-daily=5+days")),
    "backups/expirable/": Place(_ALL, ("/backups/expirable/", "/backups/expirable/?server=nosuchserver")),
    "backups/holds/": Place(_ALL, ("/backups/holds/",)),
    _COPY: Place((*STAFF, "nordic-contact"), ("/backups/copies/{held_copy}/", "/backups/copies/{old_copy}/")),
    f"{_COPY}hold/": Place(("engineer",), ("/backups/copies/{old_copy}/hold/",)),
    f"{_COPY}gone/": Place(("engineer",), ("/backups/copies/{held_copy}/gone/",)),
    f"{_HOLD}release/": Place(("engineer",), ("/backups/holds/{hold}/release/",)),
}
NO_PAGES: dict[str, str] = {"backups/expirable/expirable.csv": "a file to keep, no page"}
