"""What happened to a window, told from the journal: who, when, what in words, as it was and as it became."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from hostops.journal.models import Entry
from hostops.journal.telling import MOST, Change, Event, behind, instant_said, newest, of_object
from maintenance import looks
from maintenance.models import Window
from maintenance.spans import lasts_seconds

VERBS = {
    "created": "wrote it down",
    "changed": "changed it",
    "planned": "planned it",
    "decided": "decided its use",
    "announced": "announced it",
    "proposed": "proposed the times",
    "countered": "proposed other times",
    "accepted": "accepted the times",
    "conversion_asked": "asked to convert it",
    "conversion_declined": "declined to convert it",
    "converted": "converted it",
    "started": "started it",
    "ticked": "ticked a step off",
    "unticked": "took the tick off a step",
    "finished": "finished it",
    "reported": "reported on it",
    "cancelled": "cancelled it",
    "consulted": "logged a consultation",
    "linked": "linked it to a case",
    "unlinked": "took a link away",
    "answered": "answered the notice",
    "told_otherwise": "recorded that an account was told otherwise",
    "acknowledged": "answered the notice",
    "notice_sent": "had sent the notice to everybody",
}
_FIELDS = {
    "kind": "Kind",
    "title": "Title",
    "starts_at": "Starts",
    "ends_at": "Ends",
    "timezone": "Time zone",
    "scope": "Touches",
    "decision": "Use",
    "impact": "Impact",
    "expected_downtime": "Expected downtime",
    "effect": "Effect",
    "justification": "Justification",
    "advisory": "Advisory",
    "answers": "Answers",
    "steps": "Steps",
    "step": "Step",
    "notice": "Notice",
    "needs_notice": "Needs a new notice",
    "told": "Told at once",
    "agreed": "Agreed",
    "answer": "Answer",
    "answer_note": "Note",
    "account": "Account",
    "link": "Link",
    "spoken_with": "Spoken with",
    "conversion": "To become",
    "downtimes": "Downtimes recorded",
    "accounts": "Accounts",
}
# What customers are told of: nothing of drafts, of other accounts, of what staff weigh among themselves.
_OWN_VERBS = (
    "planned", "changed", "decided", "announced", "proposed", "countered", "accepted", "converted", "started",
    "finished", "reported", "cancelled",
)  # fmt: skip
_OWN_FIELDS = ("kind", "starts_at", "ends_at", "decision", "impact", "expected_downtime", "effect")
_OWN_REASONS = ("maintenance.window.cancelled",)


def history(window: Window, reader: Any) -> list[Event]:
    """What `reader` may know of what happened to the window, oldest first; one statement."""
    return _events(of_object("window", window.pk), MOST, reader)


def since(window: Window, version: int | None, reader: Any) -> list[Event]:
    """What `reader` may know of what happened after the window had that version."""
    return _events(of_object("window", window.pk), behind(window.version, version), reader)


def _events(entries: QuerySet[Entry], most: int, reader: Any) -> list[Event]:
    if not reader.is_staff_member:
        ours = Q(actor=None) | Q(actor__account=None) | Q(actor__account=reader.account_id)
        entries = entries.filter(ours, verb__in=[f"maintenance.window.{verb}" for verb in _OWN_VERBS])
    return [_event(entry, reader.is_staff_member) for entry in newest(entries, most)]


def _event(entry: Entry, for_staff: bool) -> Event:
    short = entry.verb.rsplit(".", 1)[-1]
    changes = [] if short == "created" else list(_changes(entry, for_staff))  # what it began with, the page shows
    did = VERBS.get(short) or short.replace("_", " ")
    reason = entry.reason if for_staff or entry.verb in _OWN_REASONS else ""
    return Event(
        entry.at, entry.actor_name, did, [change for change in changes if change.before or change.after], reason
    )


def _changes(entry: Entry, for_staff: bool) -> Iterator[Change]:
    known = [name for name in (_FIELDS if for_staff else _OWN_FIELDS) if name in entry.after]
    for name in known:
        yield Change(_FIELDS[name], _said(name, entry.before.get(name)), _said(name, entry.after[name]))
    for name in entry.after:
        if for_staff and name.startswith("step "):
            yield Change(name.capitalize(), "", str(entry.after[name] or entry.before.get(name) or ""))


def _said(name: str, value: Any) -> str:
    """A value of the journal in words; an instant in the reader's zone."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {_said('', part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "expected_downtime" and isinstance(value, int):
        return lasts_seconds(value)
    return _WORDS.get((name, value)) or instant_said(value) or str(value)


_WORDS: dict[tuple[str, Any], str] = {
    **{("decision", name): look.label for name, look in looks.DECISIONS.items()},
    **{("kind", name): label for name, label in looks.KINDS.items()},
    **{("conversion", name): label for name, label in looks.KINDS.items()},
    **{("impact", name): label for name, label in looks.IMPACTS.items()},
    **{("answer", name): look.label for name, look in looks.ANSWERS.items()},
}
