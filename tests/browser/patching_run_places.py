"""Pages of patch runs and exceptions, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_RUN, _EXCEPTION = "patching/runs/<int:pk>/", "patching/exceptions/<int:pk>/"
_ALL = (*STAFF, *CUSTOMERS)

PLACES: dict[str, Place] = {
    "patching/runs/": Place(_ALL, ("/patching/runs/", "/patching/runs/?q=nosuchword")),
    "patching/runs/new/": Place(("planner",), ("/patching/runs/new/",)),
    _RUN: Place(STAFF, ("/patching/runs/{patch_run}/",)),
    **{f"{_RUN}{act}/": Place(("planner",), (f"/patching/runs/{{patch_run_ahead}}/{act}/",), ".act")
       for act in ("start", "change", "cancel", "report")},
    f"{_RUN}finish/": Place(("planner",), ("/patching/runs/{patch_run_ahead}/finish/",), ".act"),
    "patching/exceptions/": Place(_ALL, ("/patching/exceptions/", "/patching/exceptions/?state=over")),
    "patching/exceptions/new/": Place(("engineer",), ("/patching/exceptions/new/",)),
    _EXCEPTION: Place(STAFF, ("/patching/exceptions/{patch_exception}/",)),
    **{f"{_EXCEPTION}{act}/": Place(("manager",), (f"/patching/exceptions/{{patch_exception}}/{act}/",), ".act")
       for act in ("approve", "decline", "end")},
}  # fmt: skip

NO_PAGES: dict[str, str] = {"patching/runs/runs.csv": "a file to keep, no page"}
