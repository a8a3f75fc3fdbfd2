"""Every page of the portal: who looks at it, and at which of its addresses. The table that the looks go by.

A route that answers GET and stands neither in `PLACES` nor in `NO_PAGES` fails
tests/house_rules/test_pages_are_looked_at.py. In an address `{alert}` is the first that the reader
finds of what `FOUND` names; tests/browser/finding.py asks the portal for it.
"""

from tests.browser import (
    backup_book_places,
    backup_places,
    backup_restorable_places,
    backup_retention_places,
    hearing_places,
    inventory_places,
    maintenance_places,
    patching_duty_places,
    patching_feed_places,
    patching_places,
    patching_run_places,
    security_places,
)
from tests.browser.place import EVERYBODY, HANDLERS, STAFF, WRITERS, Place


def _act(name: str, case: str = "live", who: tuple[str, ...] = HANDLERS) -> dict[str, Place]:
    """A form on a case: the case around it is looked at as the case's own page."""
    return {f"cases/<case:pk>/{name}/": Place(who, (f"/cases/{{{case}}}/{name}/",), ".act")}


_SHIFT, _CASE = "on-call/shifts/<int:pk>/", "cases/<case:pk>/"

PLACES: dict[str, Place] = {
    "": Place(EVERYBODY, ("/",)),
    "styleguide/": Place(("engineer",), ("/styleguide/",)),
    "profile/": Place(EVERYBODY, ("/profile/",)),
    "profile/password/": Place(("engineer", "harbor-viewer"), ("/profile/password/",)),
    "profile/tokens/new/": Place(("engineer", "harbor-contact"), ("/profile/tokens/new/",)),
    "profile/tokens/<int:pk>/revoke/": Place(("engineer",), ("/profile/tokens/{token}/revoke/",)),
    "policies/": Place(EVERYBODY, ("/policies/",)),
    "policies/<slug:slug>/": Place(EVERYBODY, ("/policies/{policy}/",)),
    "clocks/<int:pk>/": Place(EVERYBODY, ("/clocks/{running}/", "/clocks/{kept}/", "/clocks/{breached}/")),
    "alerts/": Place(EVERYBODY, ("/alerts/",)),
    "alerts/<int:pk>/": Place(EVERYBODY, ("/alerts/{alert}/",)),
    "alerts/<int:pk>/acknowledge/": Place(HANDLERS, ("/alerts/{alert}/acknowledge/",)),
    "bell/": Place(EVERYBODY, ("/bell/",)),
    "mails/": Place(STAFF, ("/mails/",)),
    "mails/<str:name>/": Place(STAFF, ("/mails/{mail}/",)),
    "on-call/": Place(STAFF, ("/on-call/", "/on-call/?week=2020-01-06")),
    "on-call/draft/": Place(("planner",), ("/on-call/draft/",)),
    "on-call/shifts/new/": Place(("planner",), ("/on-call/shifts/new/",)),
    _SHIFT: Place(STAFF, ("/on-call/shifts/{shift}/", "/on-call/shifts/{past_shift}/")),
    **{f"{_SHIFT}{act}/": Place(("planner",), (f"/on-call/shifts/{{shift}}/{act}/",)) for act in ("change", "remove")},
    **{f"{_SHIFT}{act}/": Place(("planner",), (f"/on-call/shifts/{{shift}}/{act}/",)) for act in ("cover", "swap")},
    "away/": Place(STAFF, ("/away/", "/away/?when=all")),
    "away/new/": Place(("engineer", "manager"), ("/away/new/",)),
    "away/<int:pk>/end/": Place(("manager",), ("/away/{absence}/end/",)),
    "handover/": Place(STAFF, ("/handover/", "/handover/?q=nosuchword")),
    "handover/new/": Place(("engineer",), ("/handover/new/",)),
    "handover/<int:pk>/": Place(STAFF, ("/handover/{unread}/", "/handover/{read}/")),
    "handover/<int:pk>/confirm/": Place(("manager",), ("/handover/{unread}/confirm/",)),
    "cases/": Place(
        EVERYBODY, ("/cases/", "/cases/?q=nosuchword", "/cases/?q=certificate&columns=server", "/cases/?state=closed")
    ),
    "cases/new/": Place(
        (*STAFF, *WRITERS), ("/cases/new/", "/cases/new/?account=harbor", "/cases/new/?account=nordic")
    ),
    "cases/views/": Place(STAFF, ("/cases/views/",)),
    _CASE: Place(
        EVERYBODY,
        tuple(f"/cases/{{{one}}}/" for one in ("live", "held", "waiting", "resolved", "closed", "urgent", "merged")),
    ),
    f"{_CASE}watchers/<int:watcher>/remove/": Place(("engineer",), ("/cases/{watched}/remove/",)),
    f"{_CASE}links/<int:link>/remove/": Place(("engineer",), ("/cases/{linked}/remove/",)),
    **_act("reply", who=(*HANDLERS, *WRITERS)),
    **_act("note"),
    **_act("assign"),
    **_act("severity", "levelled"),
    **_act("wait"),
    **_act("resume", "waiting"),
    **_act("workaround"),
    **_act("resolve", who=(*HANDLERS, "harbor-contact")),
    **_act("close", "resolved"),
    **_act("reopen", "closed", (*HANDLERS, "harbor-contact")),
    **_act("admit", "held"),
    **_act("contact"),
    **_act("coverage", "levelled"),
    **_act("advice"),
    **_act("version", "on_software"),
    **_act("attribute", "late", ("manager",)),
    **_act("tags", who=STAFF),
    **_act("copy", who=(*HANDLERS, "harbor-contact")),
    **_act("link", who=STAFF),
    **_act("merge"),
    **_act("rate", "rateable", ("harbor-contact",)),
    "reports/": Place((*STAFF, "harbor-holder"), ("/reports/",)),
    "reports/trend/": Place((*STAFF, "harbor-holder"), ("/reports/trend/",)),
    "reports/cases/": Place((*STAFF, "harbor-holder"), ("/reports/cases/", "/reports/cases/?result=breached")),
    "today/": Place(STAFF, ("/today/",)),
    "templates/": Place(STAFF, ("/templates/",)),
    "templates/new/": Place(("engineer",), ("/templates/new/",)),
    "templates/<int:pk>/": Place(("engineer",), ("/templates/{template}/",)),
    "templates/<int:pk>/retire/": Place(("engineer",), ("/templates/{template}/retire/",)),
    "ratings/": Place(("manager",), ("/ratings/", "/ratings/?stars=1&account=nosuch")),
    **backup_book_places.PLACES,
    **maintenance_places.PLACES,
    **security_places.PLACES,
    **backup_retention_places.PLACES,
    **hearing_places.PLACES,
    **inventory_places.PLACES,
    **backup_restorable_places.PLACES,
    **backup_places.PLACES,
    **patching_duty_places.PLACES,
    **patching_feed_places.PLACES,
    **patching_run_places.PLACES,
    **patching_places.PLACES,
}

# Before the sign-in: test_accessible.py goes through them as somebody who has forgotten the password.
AT_THE_DOOR = {
    "accounts/login/",
    "accounts/reset/",
    "accounts/reset/asked/",
    "accounts/reset/done/",
    "accounts/reset/<uidb64>/<token>/",
}

_FRAGMENT = "a part of a page, looked at where it stands"
_FILE = "a file to keep, no page"
_MACHINES = "read by machines"

NO_PAGES: dict[str, str] = {
    "api/v1/docs/": "drawn by its own program from the OpenAPI document; test_api_docs.py looks at it",
    "bell/count/": _FRAGMENT,
    "cases/find/": _FRAGMENT,
    "cases/similar/": _FRAGMENT,
    "cases/<case:pk>/presence/": _FRAGMENT,
    "cases/<case:pk>/attachments/<int:attachment>/": _FILE,
    "cases/cases.csv": _FILE,
    "reports/attainment.csv": _FILE,
    "reports/attainment.pdf": _FILE,
    "reports/trend.csv": _FILE,
    "reports/cases.csv": _FILE,
    "today/severity.csv": _FILE,
    "today/load.csv": _FILE,
    "today/week.csv": _FILE,
    "healthz": _MACHINES,
    "readyz": _MACHINES,
    "metrics": _MACHINES,
    **backup_book_places.NO_PAGES,
    **patching_feed_places.NO_PAGES,
    **inventory_places.NO_PAGES,
    **patching_run_places.NO_PAGES,
    **maintenance_places.NO_PAGES,
    **security_places.NO_PAGES,
    **backup_retention_places.NO_PAGES,
    **backup_places.NO_PAGES,
    **patching_places.NO_PAGES,
}
