"""The board of patching and its compliance, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import STAFF, Place

# harbor is on a policy that promises no patching
_WHO = (*STAFF, "nordic-contact")

PLACES: dict[str, Place] = {
    "patching/": Place((*_WHO, "harbor-viewer"), ("/patching/", "/patching/?q=nosuchword", "/patching/?state=overdue")),
    "patching/compliance/": Place(_WHO, ("/patching/compliance/", "/patching/compliance/?account=nordic")),
}

_FILE = "a file to keep, no page"

NO_PAGES: dict[str, str] = {
    "patching/find/": "a part of a page, looked at where it stands",
    "patching/board.csv": _FILE,
    "patching/compliance/compliance.csv": _FILE,
    "patching/compliance/compliance.pdf": _FILE,
}
