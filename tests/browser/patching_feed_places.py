"""Pages of what was published and of what servers lack, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_ALL = (*STAFF, *CUSTOMERS)
_RELEASE = "patching/releases/<int:pk>/"

PLACES: dict[str, Place] = {
    "patching/releases/": Place(_ALL, ("/patching/releases/", "/patching/releases/?package=nosuchword")),
    "patching/releases/new/": Place(("engineer",), ("/patching/releases/new/",)),
    _RELEASE: Place(_ALL, ("/patching/releases/{release}/",)),
    f"{_RELEASE}withdraw/": Place(("planner",), ("/patching/releases/{release}/withdraw/",), ".act"),
    "patching/advisories/": Place(_ALL, ("/patching/advisories/",)),
    "patching/advisories/<int:pk>/": Place(_ALL, ("/patching/advisories/{advisory}/",)),
    "patching/exploited/": Place(_ALL, ("/patching/exploited/", "/patching/exploited/?state=here")),
    "patching/exploited/<int:pk>/": Place(_ALL, ("/patching/exploited/{exploited}/",)),
    "patching/feeds/": Place(STAFF, ("/patching/feeds/",)),
    "patching/feeds/read/": Place(("engineer",), ("/patching/feeds/read/",)),
    "patching/servers/<int:pk>/": Place(_ALL, ("/patching/servers/{server}/",)),
}

NO_PAGES: dict[str, str] = {"patching/releases/releases.csv": "a file to keep, no page"}
