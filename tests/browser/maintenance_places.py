"""Pages of the maintenance desk, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, PLANNERS, STAFF, Place

_WINDOW, _YEAR = "windows/<window:pk>/", "windows/year/<int:year>/"
_EVENT, _DOWNTIME = "events/<int:pk>/", "availability/downtimes/<int:pk>/"


def _act(name: str, who: tuple[str, ...] = ("planner",)) -> dict[str, Place]:
    """A form on a window: the window around it is looked at as the window's own page."""
    return {f"{_WINDOW}{name}/": Place(who, (f"/windows/{{to_{name}}}/{name}/",), ".act")}


PLACES: dict[str, Place] = {
    "windows/": Place((*STAFF, *CUSTOMERS), ("/windows/", "/windows/?when=past", "/windows/?q=nosuchword")),
    "windows/new/": Place(PLANNERS, ("/windows/new/",)),
    _WINDOW: Place(
        ("planner", "engineer", "nordic-contact"),
        ("/windows/{window}/", "/windows/{announced}/", "/windows/{reported}/", "/windows/{drafted}/"),
    ),
    f"{_WINDOW}preview/": Place(("planner",), ("/windows/{announced}/preview/",)),
    f"{_WINDOW}change/": Place(("planner",), ("/windows/{announced}/change/",)),
    **{
        name: place
        for act in ("plan", "decide", "announce", "cancel", "convert", "link")
        for name, place in _act(act).items()
    },
    "windows/<str:number>/answer/": Place(("nordic-contact",), ("/windows/{announced}/answer/",)),
    "windows/year/": Place(PLANNERS, ("/windows/year/",)),
    _YEAR: Place((*STAFF, "nordic-contact"), ("/windows/year/{year}/",)),
    f"{_YEAR}draft/": Place(("planner",), ("/windows/year/2031/draft/",)),
    "events/": Place((*STAFF, *CUSTOMERS), ("/events/",)),
    "events/new/": Place(("planner", "manager", "harbor-contact"), ("/events/new/",)),
    _EVENT: Place((*STAFF, "harbor-contact"), ("/events/{event}/",)),
    f"{_EVENT}answer/": Place(("planner",), ("/events/{event}/answer/",)),
    f"{_EVENT}change/": Place(("planner",), ("/events/{event}/change/",)),
    f"{_EVENT}withdraw/": Place(("planner",), ("/events/{event}/withdraw/",)),
    "windows/freezes/": Place((*STAFF, *CUSTOMERS), ("/windows/freezes/",)),
    "windows/freezes/new/": Place(("planner",), ("/windows/freezes/new/",)),
    "windows/freezes/<int:pk>/": Place((*STAFF, "harbor-contact"), ("/windows/freezes/{freeze}/",)),
    "windows/freezes/<int:pk>/lift/": Place(("planner",), ("/windows/freezes/{freeze}/lift/",)),
    "availability/": Place(
        (*STAFF, *CUSTOMERS),
        (
            "/availability/",
            "/availability/?account=nordic",
            "/availability/?account=harbor",
            "/availability/?account=lakeside",
            "/availability/?account=harbor&month={closed_month}",
        ),
    ),
    "availability/close/": Place(("manager",), ("/availability/close/?account=nordic&month={closed_month}",)),
    "availability/downtimes/": Place((*STAFF, *CUSTOMERS), ("/availability/downtimes/",)),
    "availability/downtimes/new/": Place(("engineer", "manager"), ("/availability/downtimes/new/",)),
    _DOWNTIME: Place((*STAFF, "nordic-contact"), ("/availability/downtimes/{downtime}/",)),
    f"{_DOWNTIME}correct/": Place(("engineer",), ("/availability/downtimes/{downtime}/correct/",)),
    f"{_DOWNTIME}exclude/": Place(("engineer",), ("/availability/downtimes/{downtime}/exclude/",)),
    "calendars/": Place((*STAFF, *CUSTOMERS), ("/calendars/",)),
    "calendars/new/": Place(("planner", "nordic-contact"), ("/calendars/new/",)),
}

_ERRAND = "a step that the errand through a window's life takes in a browser"
_FILE = "a file to keep, no page"

NO_PAGES: dict[str, str] = {
    **{
        f"{_WINDOW}{act}/": _ERRAND
        for act in ("accept", "counter", "propose", "start", "finish", "report", "consult", "decline")
    },
    f"{_WINDOW}steps/<int:step>/": _ERRAND,
    f"{_WINDOW}links/<int:link>/remove/": "the confirmation that a case's link has too",
    f"{_YEAR}dates/": "the dates of the year, looked at on its page",
    f"{_YEAR}publish/": "a confirmation, gone through in the errand through a year",
    f"{_YEAR}take-in/": "a confirmation, where an account joined; gone through by its page test",
    f"{_WINDOW}tell/": "asked where an account has nobody to mail; gone through by its page test",
    f"{_WINDOW}take-in/": "a confirmation, where a server was added; gone through by its page test",
    f"{_YEAR}acknowledge/": "a confirmation, gone through in the errand through a year",
    f"{_YEAR}plan.csv": _FILE,
    f"{_DOWNTIME}approve/": "a confirmation, gone through by tests of exclusions",
    f"{_DOWNTIME}refuse/": "a confirmation, gone through by tests of exclusions",
    "calendars/<int:pk>/revoke/": "a confirmation, gone through by keyboard in test_calendars.py",
    "windows/answer/<str:token>/": "opened by the secret of a mail; its form is that of the answer in the portal",
    "windows/find/": "a part of a page, looked at where it stands",
    "windows/windows.csv": _FILE,
    "events/events.csv": _FILE,
    "availability/availability.csv": _FILE,
    "availability/downtimes/downtimes.csv": _FILE,
}
