"""Pages of the security room, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_ALL = (*STAFF, *CUSTOMERS)
_ENGINEER = ("engineer",)
_RESPONSE, _CODE = "security/<security:pk>/", "security/code/<int:pk>/"

PLACES: dict[str, Place] = {
    "security/": Place(_ALL, ("/security/", "/security/?q=nosuchword")),
    "security/new/": Place(_ENGINEER, ("/security/new/",)),
    _RESPONSE: Place((*STAFF, "harbor-contact"), ("/security/{response}/",)),
    f"{_RESPONSE}notify/": Place(_ENGINEER, ("/security/{response}/notify/",)),
    f"{_RESPONSE}labour/": Place(_ENGINEER, ("/security/{on_code}/labour/",)),
    "security/code/": Place(_ALL, ("/security/code/",)),
    "security/code/new/": Place(_ENGINEER, ("/security/code/new/",)),
    _CODE: Place((*STAFF, "harbor-contact"), ("/security/code/{code}/",)),
    "security/labour/": Place((*STAFF, "harbor-holder"), ("/security/labour/",)),
    "security/shutdowns/": Place(_ALL, ("/security/shutdowns/",)),
    "security/shutdowns/<int:pk>/": Place(STAFF, ("/security/shutdowns/{shutdown}/",)),
    "security/tests/": Place(_ALL, ("/security/tests/",)),
    "security/tests/new/": Place(("engineer", "harbor-contact"), ("/security/tests/new/",)),
    "security/tests/<int:pk>/": Place(STAFF, ("/security/tests/{penetration_test}/",)),
    "security/blocks/": Place(_ALL, ("/security/blocks/",)),
    "security/blocks/new/": Place(_ENGINEER, ("/security/blocks/new/",)),
    "security/blocks/<int:pk>/": Place(STAFF, ("/security/blocks/{block}/",)),
}

_ASKS = "one field and a button, gone through by the tests of its page"

NO_PAGES: dict[str, str] = {
    "security/find/": "a part of a page, looked at where it stands",
    "security/labour/labour.csv": "a file to keep, no page",
    "security/code/<int:code>/response/": "the form of a new response without its servers",
    f"{_CODE}change/": "the form of new code again",
    f"{_CODE}retire/": _ASKS,
    **{f"{_RESPONSE}{step}/": _ASKS for step in ("act", "tell", "shut-down", "close", "reopen")},
    f"{_RESPONSE}widen/": "the servers of a new response again",
    "security/labour/<int:pk>/withdraw/": _ASKS,
    "security/shutdowns/<int:pk>/answer/": _ASKS,
    "security/shutdowns/<int:pk>/lift/": _ASKS,
    "security/tests/<int:pk>/withdraw/": _ASKS,
    "security/blocks/<int:pk>/lift/": _ASKS,
}
