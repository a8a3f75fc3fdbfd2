"""Pages about what is heard of backups, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import STAFF, Place

_REPORTING, _STRAY = "backups/<backup:schedule>/reporting/", "backups/strays/<int:pk>/"

PLACES: dict[str, Place] = {
    _REPORTING: Place(STAFF, ("/backups/{reported_backup}/reporting/",)),
    f"{_REPORTING}new/": Place(("engineer",), ("/backups/{reported_backup}/reporting/new/",)),
    "backups/keys/<int:pk>/revoke/": Place(("engineer",), ("/backups/keys/{key}/revoke/",)),
    "backups/strays/": Place(STAFF, ("/backups/strays/", "/backups/strays/?settled=yes")),
    _STRAY: Place(STAFF, ("/backups/strays/{aside}/",)),
    f"{_STRAY}assign/": Place(("engineer",), ("/backups/strays/{aside}/assign/",)),
    f"{_STRAY}away/": Place(("engineer",), ("/backups/strays/{aside}/away/",)),
}
