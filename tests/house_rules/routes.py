"""Every route of the portal, and what it is: the table that the walk goes by.

A route that stands in none of these fails the walk. Add it where it belongs:

- PUBLIC: answers everybody, and knows nothing of anybody
- OWN: a list or a page of one's own; signed-in people see it, with nothing foreign in it
- STAFF: like OWN, for staff alone
- STAFF_ACT: a step on something of the staff's own, by POST; a customer gets no further
- READ: one object; its account and staff see it, to a stranger it does not exist
- ACT: a step on one object, by POST; a stranger cannot know that there is anything to act on
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "accounts/login/",
    "accounts/reset/",
    "accounts/reset/asked/",
    "accounts/reset/done/",
    "accounts/reset/<uidb64>/<token>/",
    "healthz",
    "readyz",
    "metrics",
    "api/v1/schema/",
    "api/v1/docs/",
    "api/v1/",
    "accounts/logout/",
    # by a secret in the address alone
    "api/v1/calendars/<str:secret>.ics",
    "windows/answer/<str:token>/",
}
OWN = {
    "",
    "drafts/",
    "profile/",
    "profile/password/",
    "profile/tokens/new/",
    "policies/",
    "alerts/",
    "bell/",
    "bell/count/",
    "cases/",
    "cases/cases.csv",
    "cases/find/",
    "cases/assign/",
    "api/v1/me/",
    "api/v1/accounts/",
    "api/v1/contacts/",
    "api/v1/contracts/",
    "api/v1/servers/",
    "api/v1/software/",
    "api/v1/software/<int:pk>/",
    "api/v1/locations/",
    "api/v1/locations/<slug:slug>/",
    "api/v1/policies/",
    "api/v1/clocks/",
    "api/v1/alerts/",
    "api/v1/cases/",
    "api/v1/views/",
    "api/v1/deadlines/",
    "api/v1/drafts/",
    "cases/new/",
    "cases/similar/",
    "templates/",
    "templates/new/",
    "ratings/",
    "api/v1/cases/similar/",
    "api/v1/tags/",
    "api/v1/templates/",
    "api/v1/ratings/",
    "reports/",
    "reports/attainment.csv",
    "reports/attainment.pdf",
    "reports/trend.csv",
    "reports/trend/",
    "reports/cases/",
    "reports/cases.csv",
    "api/v1/reports/attainment/",
    "api/v1/reports/promises/",
}
STAFF = {
    "api/v1/views/<int:pk>/",
    "styleguide/",
    "cases/views/",
    "mails/",
    "mails/<str:name>/",
    "today/",
    "today/severity.csv",
    "today/load.csv",
    "today/week.csv",
    "api/v1/reports/today/",
}
OWN |= {
    "api/v1/on-call/",
    "api/v1/on-call/shifts/",
    "api/v1/on-call/drafts/",
    "api/v1/absences/",
    "api/v1/handovers/",
    "api/v1/handovers/facts/",
}
OWN |= {
    "calendars/",
    "calendars/new/",
    "api/v1/calendars/",
    "api/v1/windows/replies/",
}
STAFF |= {
    "on-call/",
    "on-call/shifts/<int:pk>/",
    "api/v1/on-call/shifts/<int:pk>/",
    "away/",
    "away/new/",
    "api/v1/absences/<int:pk>/",
    "handover/",
    "handover/new/",
    "handover/<int:pk>/",
    "api/v1/handovers/<int:pk>/",
}
_OF_SHIFTS = ("change", "remove", "cover", "swap")
STAFF_ACT = {
    "api/v1/cases/assign/",
    "templates/<int:pk>/",
    "templates/<int:pk>/retire/",
    "api/v1/templates/<int:pk>/change/",
    "api/v1/templates/<int:pk>/retire/",
    "on-call/draft/",
    "on-call/shifts/new/",
    *(f"on-call/shifts/<int:pk>/{act}/" for act in _OF_SHIFTS),
    *(f"api/v1/on-call/shifts/<int:pk>/{act}/" for act in _OF_SHIFTS),
    "away/<int:pk>/end/",
    "api/v1/absences/<int:pk>/end/",
    "handover/<int:pk>/confirm/",
    "api/v1/handovers/<int:pk>/confirm/",
}
_OF_YEARS = ("dates", "draft", "publish", "take-in")
# The page of a year is everybody's: it is empty where nothing is published to its reader.
OWN |= {"windows/year/", "windows/year/<int:year>/", "api/v1/year-plans/", "api/v1/year-plans/check/"}
STAFF_ACT |= {
    *(f"windows/year/<int:year>/{act}/" for act in _OF_YEARS),
    *(f"api/v1/year-plans/<int:year>/{act}/" for act in ("change", "publish", "take-in")),
}
READ = {
    "policies/<slug:slug>/",
    "clocks/<int:pk>/",
    "cases/<case:pk>/",
    "cases/<case:pk>/presence/",
    "cases/<case:pk>/attachments/<int:attachment>/",
    "api/v1/accounts/<slug:slug>/",
    "api/v1/entitlement/",
    "api/v1/contacts/<int:pk>/",
    "api/v1/servers/<int:pk>/",
    "api/v1/policies/<slug:id>/",
    "api/v1/clocks/<int:pk>/",
    "api/v1/clocks/<int:pk>/explanation/",
    "alerts/<int:pk>/",
    "api/v1/alerts/<int:pk>/",
    "api/v1/alerts/<int:pk>/course/",
    "api/v1/cases/<str:number>/",
    "api/v1/cases/<str:number>/messages/",
    "api/v1/cases/<str:number>/attachments/<int:pk>/",
    "api/v1/cases/<str:number>/journal/",
    "api/v1/cases/<str:number>/watchers/",
    "api/v1/cases/<str:number>/links/",
    "api/v1/cases/<str:number>/ratings/",
    "api/v1/cases/<str:number>/templates/",
}
_STEPS = (
    "assign",
    "severity",
    "wait",
    "resume",
    "workaround",
    "resolve",
    "close",
    "reopen",
    "admit",
    "contact",
    "coverage",
    "merge",
    "rate",
)
ACT = {
    "alerts/<int:pk>/acknowledge/",
    "api/v1/alerts/<int:pk>/acknowledge/",
    "api/v1/clocks/<int:pk>/attribute/",
    "api/v1/cases/<str:number>/advise/",
    "api/v1/cases/<str:number>/version/",
    "api/v1/cases/<str:number>/messages/",
    "api/v1/cases/<str:number>/tag/",
    "api/v1/cases/<str:number>/watchers/",
    "api/v1/cases/<str:number>/watchers/<int:pk>/remove/",
    "api/v1/cases/<str:number>/links/",
    "api/v1/cases/<str:number>/links/<int:pk>/remove/",
    "cases/<case:pk>/watchers/<int:watcher>/remove/",
    "cases/<case:pk>/links/<int:link>/remove/",
    *(
        f"cases/<case:pk>/{step}/"
        for step in (*_STEPS, "reply", "note", "advice", "attribute", "tags", "copy", "link", "version")
    ),
    *(f"api/v1/cases/<str:number>/{step}/" for step in _STEPS),
}
READ |= {"windows/year/<int:year>/plan.csv", "api/v1/year-plans/<int:year>/"}
ACT |= {"windows/year/<int:year>/acknowledge/", "api/v1/year-plans/<int:year>/acknowledge/"}
READ |= {
    "api/v1/calendars/<int:pk>/",
    "api/v1/windows/<str:number>/notice.ics",
}
ACT |= {
    "calendars/<int:pk>/revoke/",
    "api/v1/calendars/<int:pk>/revoke/",
    "windows/<str:number>/answer/",
}
OWN |= {"api/v1/windows/", "api/v1/windows/check/"}
_WINDOW = "api/v1/windows/<str:number>/"
READ |= {_WINDOW, *(f"{_WINDOW}{below}/" for below in ("affected", "steps", "journal"))}
_WINDOW_STEPS = ("change", "plan", "decide", "announce", "start", "finish", "report", "cancel", "convert", "propose")
_WINDOW_STEPS_TOO = ("accept", "counter", "acknowledge", "consult", "link", "decline", "take-in", "tell")
ACT |= {f"{_WINDOW}{step}/" for step in (*_WINDOW_STEPS, *_WINDOW_STEPS_TOO, "steps/<int:position>")}
STAFF |= {f"{_WINDOW}consultations/", f"{_WINDOW}kept-alerts/"}
STAFF_ACT |= {f"{_WINDOW}links/<int:pk>/remove/"}
OWN |= {"windows/", "windows/windows.csv", "windows/find/", "windows/new/"}
READ |= {"windows/<window:pk>/"}
STAFF |= {"windows/<window:pk>/preview/"}
STAFF_ACT |= {"windows/check/"}
_ON_A_WINDOW = (
    "plan", "propose", "accept", "counter", "announce", "decide", "start", "finish", "report", "consult", "convert",
    "decline", "take-in", "tell", "cancel", "change", "steps/<int:step>", "link", "links/<int:link>/remove",
)  # fmt: skip
ACT |= {f"windows/<window:pk>/{step}/" for step in _ON_A_WINDOW}
# Business events and availability
OWN |= {
    "events/",
    "events/events.csv",
    "events/new/",
    "availability/",
    "availability/availability.csv",
    "availability/downtimes/",
    "availability/downtimes/downtimes.csv",
    "api/v1/events/",
    "api/v1/downtimes/",
    "api/v1/availability/",
    "api/v1/availability/accounts/",
    "api/v1/availability/close/",
}
STAFF_ACT |= {"availability/close/", "availability/downtimes/new/"}
READ |= {
    "events/<int:pk>/",
    "availability/downtimes/<int:pk>/",
    "api/v1/events/<int:pk>/",
    "api/v1/downtimes/<int:pk>/",
    "api/v1/availability/revisions/<int:pk>/",
}
_OF_EVENTS = ("change", "withdraw", "answer")
_OF_DOWNTIMES = ("correct", "exclude", "approve", "refuse")
ACT |= {
    *(f"{face}events/<int:pk>/{step}/" for step in _OF_EVENTS for face in ("", "api/v1/")),
    *(f"{face}downtimes/<int:pk>/{step}/" for step in _OF_DOWNTIMES for face in ("availability/", "api/v1/")),
}
# Backups
OWN |= {
    "api/v1/backups/schedules/",
    "api/v1/backups/slots/",
}
READ |= {
    "api/v1/backups/schedules/<str:number>/",
}
# How long copies of backups are kept
OWN |= {
    "backups/retention/",
    "backups/expirable/",
    "backups/expirable/expirable.csv",
    "backups/holds/",
    "api/v1/backups/expirable/",
    "api/v1/backups/expirable/report/",
    "api/v1/backups/expirable/report/restic/",
    "api/v1/backups/holds/",
    "api/v1/backups/retention/history/",
    "api/v1/backups/retention/preview/",
}
READ |= {"backups/copies/<int:pk>/", "api/v1/backups/holds/<int:pk>/"}
ACT |= {
    *(f"backups/copies/<int:pk>/{step}/" for step in ("hold", "gone")),
    *(f"{face}backups/holds/<int:pk>/release/" for face in ("", "api/v1/")),
}
# Hearing of backups
PUBLIC |= {"ping/<str:secret>", "ping/<str:secret>/<str:word>"}
_HEARD = "api/v1/backups/"
OWN |= {f"{_HEARD}{name}/" for name in ("keys", "pings", "runs", "runs/bulk", "strays")}
OWN |= {f"{_HEARD}reports/{tool}/" for tool in ("borg", "pgbackrest", "restic")}
READ |= {"backups/<backup:schedule>/reporting/", f"{_HEARD}keys/<int:pk>/", f"{_HEARD}runs/<int:pk>/"}
ACT |= {
    "backups/<backup:schedule>/reporting/new/",
    "backups/keys/<int:pk>/revoke/",
    f"{_HEARD}keys/<int:pk>/revoke/",
}
STAFF |= {"backups/strays/", "backups/strays/<int:pk>/", f"{_HEARD}strays/<int:pk>/"}
STAFF_ACT |= {
    *(f"{face}backups/strays/<int:pk>/{step}/" for step in ("assign", "away") for face in ("", "api/v1/")),
}
# The backup desk's books: exceptions and remarks, daily checks, restore tests
OWN |= {
    "backups/exceptions/",
    "backups/exceptions/exceptions.csv",
    "backups/restore-tests/",
    "backups/restore-tests/done/",
    "backups/restore-tests/done/restore-tests.csv",
    *(f"api/v1/backups/{book}/" for book in ("checks", "exceptions", "remarks", "restore-tests")),
}
STAFF |= {"backups/checks/", *(f"{face}backups/checks/<int:pk>/" for face in ("", "api/v1/"))}
STAFF_ACT |= {
    "backups/exceptions/remark/",
    "backups/restore-tests/new/",
    *(f"{face}backups/checks/<int:pk>/{step}/" for step in ("sign", "note") for face in ("", "api/v1/")),
}
READ |= {
    "backups/restore-tests/<int:pk>/",
    "api/v1/backups/remarks/<int:pk>/",
    "api/v1/backups/restore-tests/<int:pk>/",
}
# What can be restored of a server, and asking for it
OWN |= {"api/v1/backups/restorable/", "api/v1/backups/restores/"}
READ |= {"backups/servers/<int:pk>/"}
ACT |= {"backups/servers/<int:pk>/restore/"}
# Faces of the backup desk
OWN |= {
    "backups/",
    "backups/grid.csv",
    "backups/find/",
    "backups/report/",
    "backups/report/report.csv",
    "backups/report/report.pdf",
    "backups/schedules/",
    "backups/schedules/schedules.csv",
    "api/v1/backups/report/",
}
READ |= {"backups/<backup:pk>/"}
STAFF |= {"backups/first/"}
# What is promised of patching, and what is owed of it
_PATCHING = "api/v1/patching/"
OWN |= {f"{_PATCHING}{name}/" for name in ("platforms", "duties", "owed")}
READ |= {f"{face}patching/{name}/<str:number>/" for face in ("", "api/v1/") for name in ("duties", "owed")}
READ |= {f"{_PATCHING}platforms/<int:pk>/"}
# What was published: releases, advisories, what is exploited, feeds; and what servers lack of it
_PUBLISHED = ("releases", "advisories", "exploited")
OWN |= {f"{face}patching/{name}/" for name in _PUBLISHED for face in ("", "api/v1/")}
OWN |= {f"{face}patching/{name}/<int:pk>/" for name in _PUBLISHED for face in ("", "api/v1/")}
OWN |= {"patching/releases/releases.csv", f"{_PATCHING}updates/", f"{_PATCHING}feeds/"}
OWN |= {f"{_PATCHING}feeds/{source}/" for source in ("apt", "dnf", "csaf", "osv", "kev")}
READ |= {"patching/servers/<int:pk>/", f"{_PATCHING}updates/<int:pk>/"}
STAFF |= {"patching/feeds/", f"{_PATCHING}feeds/<int:pk>/"}
STAFF_ACT |= {"patching/feeds/read/", "patching/releases/new/"}
STAFF_ACT |= {f"{face}patching/releases/<int:pk>/withdraw/" for face in ("", "api/v1/")}
# Patching: the board and compliance
OWN |= {
    "patching/",
    "patching/board.csv",
    "patching/find/",
    *(f"patching/compliance/{file}" for file in ("", "compliance.csv", "compliance.pdf")),
    "api/v1/patching/compliance/",
}
# Freezes
OWN |= {"windows/freezes/", "api/v1/freezes/"}
READ |= {"windows/freezes/<int:pk>/", "api/v1/freezes/<int:pk>/"}
STAFF_ACT |= {"windows/freezes/new/"}
ACT |= {"windows/freezes/<int:pk>/lift/", "api/v1/freezes/<int:pk>/lift/"}
# Where things stand: the places are no secret, servers are their account's
OWN |= {
    "inventory/",
    "inventory/servers/",
    "inventory/servers/servers.csv",
    "api/v1/inventory/checks/",
    "api/v1/zones/",
    "api/v1/zones/<slug:slug>/",
    "api/v1/links/",
    "api/v1/links/<int:pk>/",
}
READ |= {"inventory/servers/<int:pk>/"}
ACT |= {"inventory/servers/<int:pk>/place/", "api/v1/servers/<int:pk>/place/"}
STAFF_ACT |= {
    *(f"inventory/{what}/new/" for what in ("locations", "zones", "links")),
    "inventory/zones/<slug:slug>/change/",
    "inventory/links/<int:pk>/remove/",
    "api/v1/zones/<slug:slug>/change/",
    "api/v1/links/<int:pk>/remove/",
}
# Patch runs and exceptions
OWN |= {
    "patching/runs/runs.csv",
    *(f"{face}patching/{one}/" for one in ("runs", "exceptions") for face in ("", "api/v1/")),
}
STAFF_ACT |= {"patching/runs/new/", "patching/exceptions/new/", "api/v1/patching/runs/record/"}
READ |= {f"{face}patching/{one}/<int:pk>/" for one in ("runs", "exceptions") for face in ("", "api/v1/")}
READ |= {"api/v1/patching/runs/<int:pk>/results/"}
_OF_RUNS = ("runs/<int:pk>/change/", "runs/<int:pk>/start/", "runs/<int:pk>/finish/", "runs/<int:pk>/cancel/")
_OF_EXCEPTIONS = tuple(f"exceptions/<int:pk>/{step}/" for step in ("approve", "decline", "end"))
ACT |= {f"{face}patching/{step}" for step in (*_OF_RUNS, *_OF_EXCEPTIONS) for face in ("", "api/v1/")}
ACT |= {"patching/runs/<int:pk>/report/"}
# Security
_SECURITY = ("responses", "code", "labour", "shutdowns", "tests", "blocks")
_SECURE_STEPS = ("act", "notify", "tell", "widen", "labour", "shut-down", "close", "reopen")
_SECURE_ACTS = (
    "code/<int:pk>/change", "code/<int:pk>/retire", "labour/<int:pk>/withdraw", "shutdowns/<int:pk>/answer",
    "shutdowns/<int:pk>/lift", "tests/<int:pk>/withdraw", "blocks/<int:pk>/lift",
)  # fmt: skip
OWN |= {
    "security/",
    "security/find/",
    "security/tests/new/",
    "security/labour/labour.csv",
    *(f"security/{name}/" for name in _SECURITY[1:]),
    *(f"api/v1/security/{name}/" for name in _SECURITY),
}
STAFF_ACT |= {f"security/{name}/" for name in ("new", "code/new", "blocks/new")}
READ |= {
    "security/<security:pk>/",
    *(f"security/{name}/<int:pk>/" for name in ("code", "shutdowns", "tests", "blocks")),
    *(f"api/v1/security/{name}/<int:pk>/" for name in _SECURITY),
}
ACT |= {
    "security/code/<int:code>/response/",
    *(f"security/<security:pk>/{step}/" for step in _SECURE_STEPS),
    *(f"api/v1/security/responses/<int:pk>/{step}/" for step in _SECURE_STEPS),
    *(f"{face}security/{act}/" for act in _SECURE_ACTS for face in ("", "api/v1/")),
}
# One person's alone: a colleague has no business there either.
PERSONAL = {
    "api/v1/views/<int:pk>/drop/",
    "cases/views/<int:pk>/drop/",
    "profile/tokens/<int:pk>/revoke/",
    "api/v1/drafts/<int:pk>/discard/",
}
# The account holder's and staff's: a named contact does not see contracts.
HOLDERS = {"api/v1/contracts/<str:reference>/"}
KNOWN = PUBLIC | OWN | STAFF | STAFF_ACT | READ | ACT | PERSONAL | HOLDERS


def served_routes() -> set[str]:
    """Every route that the portal serves, as it is written in the URL configuration."""
    return set(_routes(get_resolver(), ""))


def _routes(resolver: Any, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)
