"""What happened to a security response, or to a customer's code, told from the journal."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from hostops.journal.models import Entry
from hostops.journal.telling import MOST, Change, Event, behind, instant_said, newest, of_object
from maintenance.security.models import CustomCode, SecurityResponse

VERBS = {
    "opened": "opened it",
    "acted": "recorded what was done first",
    "told": "notified the accounts",
    "told_otherwise": "recorded that an account was told otherwise",
    "notified": "saw that every account was told",
    "widened": "let it touch more servers",
    "labour_recorded": "recorded labour",
    "shut_down": "shut the site down",
    "closed": "closed it",
    "reopened": "reopened it",
}
CODE_VERBS = {"registered": "registered it", "changed": "changed it", "retired": "retired it"}
# What the page itself does not show, as it was and became.
_FIELDS = {
    "account": "Account",
    "how": "How",
    "servers": "Servers",
    "effect": "How performance suffers",
    "labour": "Labour",
    "shutdown": "Shutdown",
    "notified_at": "The last of them",
    "outcome": "How it was closed",
}
_CODE_FIELDS = {
    "name": "Name",
    "maintained": "Under maintenance",
    "server": "Server",
    "site": "Site",
    "note": "Note",
}
# What customers are told of: nothing of other accounts, nor of what staff weigh among themselves.
_OWN_VERBS = ("opened", "acted", "told", "shut_down", "labour_recorded", "closed", "reopened")
_OWN_FIELDS = ("effect", "labour", "shutdown")


def history(response: SecurityResponse, reader: Any) -> list[Event]:
    """What `reader` may know of what happened to it, oldest first; one statement."""
    return _told(response, MOST, reader)


def since(response: SecurityResponse, version: int | None, reader: Any) -> list[Event]:
    """What `reader` may know of what happened after the response had that version."""
    return _told(response, behind(response.version, version), reader)


def _told(response: SecurityResponse, most: int, reader: Any) -> list[Event]:
    entries = of_object("security", response.pk)
    fields = _FIELDS
    if not reader.is_staff_member:
        ours = Q(actor=None) | Q(actor__account=None) | Q(actor__account=reader.account_id)
        entries = entries.filter(ours, verb__in=[f"maintenance.security.{verb}" for verb in _OWN_VERBS])
        fields = {name: _FIELDS[name] for name in _OWN_FIELDS}
    return [_event(entry, VERBS, fields, for_staff=reader.is_staff_member) for entry in newest(entries, most)]


def history_of_code(code: CustomCode, reader: Any) -> list[Event]:
    """Who registered, changed and retired it, and why: for staff; one statement."""
    if not reader.is_staff_member:
        return []
    entries = newest(of_object("custom_code", code.pk))
    return [_event(entry, CODE_VERBS, _CODE_FIELDS, for_staff=True) for entry in entries]


def _event(entry: Entry, verbs: Mapping[str, str], fields: Mapping[str, str], *, for_staff: bool) -> Event:
    short = entry.verb.rsplit(".", 1)[-1]
    first = short in ("opened", "registered")  # what it began with, the page shows
    changes = [] if first else [change for change in _changes(entry, fields) if change.before or change.after]
    did = verbs.get(short) or short.replace("_", " ")
    return Event(entry.at, entry.actor_name, did, changes, entry.reason if for_staff else "")


def _changes(entry: Entry, fields: Mapping[str, str]) -> Iterator[Change]:
    for name in fields:
        before, after = entry.before.get(name), entry.after.get(name)
        if name in entry.after and (name != "outcome" or before):  # how it was closed last, the page shows
            yield Change(fields[name], _said(before), _said(after))


def _said(value: Any) -> str:
    """A value of the journal in words; an instant in the reader's zone."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value in (None, "") else instant_said(value) or str(value)
