"""Pages of the backup desk's books, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import CUSTOMERS, STAFF, Place

_EXCEPTIONS, _CHECK, _TESTS = "backups/exceptions/", "backups/checks/<int:pk>/", "backups/restore-tests/"

PLACES: dict[str, Place] = {
    _EXCEPTIONS: Place((*STAFF, *CUSTOMERS), ("/backups/exceptions/", "/backups/exceptions/?answered=yes")),
    "backups/checks/": Place(STAFF, ("/backups/checks/", "/backups/checks/?state=signed")),
    _CHECK: Place(STAFF, ("/backups/checks/{unsigned_day}/", "/backups/checks/{signed_day}/")),
    f"{_CHECK}sign/": Place(("engineer",), ("/backups/checks/{unsigned_day}/sign/",)),
    f"{_CHECK}note/": Place(("engineer",), ("/backups/checks/{signed_day}/note/",)),
    _TESTS: Place((*STAFF, "nordic-contact", "harbor-viewer"), ("/backups/restore-tests/",)),
    f"{_TESTS}done/": Place((*STAFF, "nordic-contact"), ("/backups/restore-tests/done/",)),
    f"{_TESTS}new/": Place(("engineer",), ("/backups/restore-tests/new/",)),
    f"{_TESTS}<int:pk>/": Place((*STAFF, "nordic-contact"), ("/backups/restore-tests/{restore_test}/",)),
}
_FILE = "a file to keep, no page"

NO_PAGES: dict[str, str] = {
    f"{_EXCEPTIONS}remark/": "a form for the slots that its address names, gone through in test_backup_day.py",
    f"{_EXCEPTIONS}exceptions.csv": _FILE,
    f"{_TESTS}done/restore-tests.csv": _FILE,
}
