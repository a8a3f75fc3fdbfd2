"""Pages of the backup desk, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_ALL = (*STAFF, *CUSTOMERS)

PLACES: dict[str, Place] = {
    "backups/": Place(
        _ALL,
        ("/backups/", "/backups/?q=nosuchword", "/backups/?only=failed", "/backups/?only=failed&until=2026-01-31"),
    ),
    "backups/<backup:pk>/": Place(_ALL, ("/backups/{backup}/",)),
    "backups/report/": Place(_ALL, ("/backups/report/", "/backups/report/?account=harbor")),
    "backups/schedules/": Place(_ALL, ("/backups/schedules/", "/backups/schedules/?state=ended")),
}

_FILE = "a file to keep, no page"

NO_PAGES: dict[str, str] = {
    "backups/first/": "a part of the grid's page, looked at where it stands",
    "backups/find/": "a part of a page, looked at where it stands",
    "backups/grid.csv": _FILE,
    "backups/report/report.csv": _FILE,
    "backups/report/report.pdf": _FILE,
    "backups/schedules/schedules.csv": _FILE,
}
