"""Where the pages of single things are: asked of the portal, by its REST face and its lists, as the reader."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from string import Formatter
from typing import Any

from playwright.sync_api import Page

from hostops.lib.now import now

_LIVE, _ENDED = "state=open,new,workaround", "state=resolved,closed"
# So many are looked into where the list does not say which of them is meant.
_MOST = 40


class Finder:
    """What one reader can find; `address` fills the places of an address, or is None where there is no such thing."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._found: dict[str, str | None] = {}

    def address(self, pattern: str) -> str | None:
        wanted = {name: self.found(name) for _, name, _, _ in Formatter().parse(pattern) if name}
        return None if None in wanted.values() else pattern.format(**wanted)

    def found(self, name: str) -> str | None:
        if name not in self._found:
            self._found[name] = next(FOUND[name](self), None)
        return self._found[name]

    def rows(self, call: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._json(call)["results"]
        return rows

    def one(self, case: str) -> dict[str, Any]:
        whole: dict[str, Any] = self._json(f"cases/{case}/")
        return whole

    def is_there(self, path: str) -> bool:
        return self._page.request.get(path).ok

    def links(self, path: str) -> list[str]:
        """Where the links of a list lead, by a visit."""
        self._page.goto(path)
        found: list[str] = self._page.locator("main td a").evaluate_all("links => links.map(link => link.pathname)")
        return found

    def _json(self, call: str) -> Any:
        answer = self._page.request.get(f"/api/v1/{call}")
        assert answer.ok, (call, answer.status)
        return answer.json()


Found = Callable[[Finder], Iterator[str]]


def _field(call: str, field: str = "id") -> Found:
    return lambda finder: (str(row[field]) for row in finder.rows(call))


def _case(query: str) -> Found:
    return _field(f"cases/?limit=1&{query}", "number")


def _case_with(query: str, page: str) -> Found:
    """A case on which the act `page` makes sense."""
    return lambda finder: (
        row["number"]
        for row in finder.rows(f"cases/?limit={_MOST}&{query}")
        if finder.is_there(f"/cases/{row['number']}/{page}/")
    )


def _late(finder: Finder) -> Iterator[str]:
    """A case with a breach that nobody has put down to a cause. Patches alone may fill the list, on a Monday."""
    clocks = finder.rows(f"clocks/?limit={_MOST}&state=breached&kind=response")
    late = (clock["subject"]["reference"] for clock in clocks)
    return (case for case in late if finder.is_there(f"/cases/{case}/attribute/"))


def _merged(finder: Finder) -> Iterator[str]:
    withdrawn = (row["number"] for row in finder.rows(f"cases/?limit={_MOST}&outcome=withdrawn"))
    return (case for case in withdrawn if finder.one(case)["merged_into"])


def _part(name: str) -> Found:
    """One of what hangs on some case, as `HC-1/watchers/2`."""
    return lambda finder: (
        f"{case['number']}/{name}/{row['id']}"
        for case in finder.rows("cases/?limit=200&account=cascade")
        for row in finder.rows(f"cases/{case['number']}/{name}/")
    )


def _mail(finder: Finder) -> Iterator[str]:
    return (link.rstrip("/").rsplit("/", 1)[-1] for link in finder.links("/mails/"))


def _token(finder: Finder) -> Iterator[str]:
    return (link.split("/")[-3] for link in finder.links("/profile/") if link.endswith("/revoke/"))


def _backup(finder: Finder) -> Iterator[str]:
    links = (link.strip("/").rsplit("/", 1)[-1] for link in finder.links("/backups/schedules/"))
    return (name for name in links if name.startswith("BK-"))


def _template(finder: Finder) -> Iterator[str]:
    return (str(row["id"]) for row in finder.rows("templates/"))


def _ahead(finder: Finder) -> Iterator[str]:
    """A shift that has not begun, so that it can be changed, taken over and swapped."""
    return _field(f"on-call/shifts/?ordering=starts_at&since={now():%Y-%m-%dT%H:%M:%SZ}")(finder)


def _window_to(act: str) -> Found:
    """A window on which the act makes sense."""
    return lambda finder: (
        row["number"]
        for row in finder.rows(f"windows/?limit={_MOST}")
        if finder.is_there(f"/windows/{row['number']}/{act}/")
    )


def _year(finder: Finder) -> Iterator[str]:
    return (str(row["year"]) for row in finder.rows("year-plans/"))


def _closed_month(finder: Finder) -> Iterator[str]:
    """One that the demo has closed: the last that was over a day ago, and so in every account's zone."""
    yield f"{(now() - timedelta(days=1)).replace(day=1) - timedelta(days=2):%Y-%m}"


FOUND: dict[str, Found] = {
    "closed_month": _closed_month,
    "window": _field("windows/?limit=1", "number"),
    "announced": _field("windows/?limit=1&state=announced", "number"),
    "reported": _field("windows/?limit=1&state=reported", "number"),
    "drafted": _field("windows/?limit=1&state=draft", "number"),
    **{f"to_{act}": _window_to(act) for act in ("plan", "decide", "announce", "cancel", "convert", "link")},
    "key": _field("backups/keys/?limit=1&revoked=false"),
    "reported_backup": _field("backups/keys/?limit=1&revoked=false", "schedule"),
    "aside": _field("backups/strays/?limit=1&settled=false"),
    "year": _year,
    "event": _field("events/?limit=1"),
    "response": _field("security/responses/?limit=1", "number"),
    "on_code": _field("security/labour/?limit=1", "response"),
    "code": _field("security/code/?limit=1"),
    "shutdown": _field("security/shutdowns/?limit=1"),
    "penetration_test": _field("security/tests/?limit=1"),
    "block": _field("security/blocks/?limit=1"),
    "freeze": _field("freezes/?limit=1&ordering=id"),
    "downtime": _field("downtimes/?limit=1"),
    "unsigned_day": _field("backups/checks/?limit=1&state=unsigned&state=overdue"),
    "signed_day": _field("backups/checks/?limit=1&state=signed"),
    "restore_test": _field("backups/restore-tests/?limit=1"),
    "server": _field("servers/?limit=1"),
    "on_software": _case_with("state=open,new,workaround", "version"),
    "release": _field("patching/releases/?limit=1"),
    "advisory": _field("patching/advisories/?limit=1"),
    "exploited": _field("patching/exploited/?limit=1"),
    "patch_duty": _field("patching/duties/?limit=1", "number"),
    "patch_owed": _field("patching/owed/?limit=1", "number"),
    "line": _field("links/?limit=1"),
    "patch_run": _field("patching/runs/?limit=1"),
    "patch_run_ahead": _field("patching/runs/?limit=1&state=planned"),
    "patch_exception": _field("patching/exceptions/?limit=1"),
    "policy": _field("policies/"),
    "running": _field("clocks/?limit=1&state=running"),
    "kept": _field("clocks/?limit=1&state=met"),
    "breached": _field("clocks/?limit=1&state=breached"),
    "alert": _field("alerts/?limit=1"),
    "mail": _mail,
    "token": _token,
    "shift": _ahead,
    "past_shift": _field("on-call/shifts/?ordering=starts_at&limit=1"),
    "absence": _field("absences/?limit=1"),
    "unread": _field("handovers/?limit=1&read=false"),
    "read": _field("handovers/?limit=1&read=true"),
    "template": _template,
    "hold": _field("backups/holds/?limit=1&active=true"),
    "held_copy": _field("backups/holds/?limit=1&active=true", "run"),
    "old_copy": _field("backups/expirable/?limit=1"),
    "backup": _backup,
    "live": _case(_LIVE),
    "levelled": _case(f"{_LIVE}&severity=3"),
    "held": _case("state=held"),
    "waiting": _case("state=waiting"),
    "resolved": _case("state=resolved"),
    "closed": _case("state=closed"),
    "urgent": _case("severity=1"),
    "merged": _merged,
    "late": _late,
    "rateable": _case_with(f"{_ENDED}&reporter=me", "rate"),
    "watched": _part("watchers"),
    "linked": _part("links"),
}
