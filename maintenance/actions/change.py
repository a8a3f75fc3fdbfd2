"""What every action on a window has in common: permission, lock, version, journal, one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.models import Window
from maintenance.states import after, possible

TEXT_LONGEST = 20_000
_SHOWN = (
    "state",
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "timezone",
    "decision",
    "effect",
    "impact",
    "expected_downtime",
    "justification",
    "advisory",
    "answers",
    "warnings_word",
    "done",
    "report",
)


@contextmanager
def changing(
    *,
    actor: Any,
    window: Window,
    verb: str,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    also: Mapping[str, tuple[Any, Any]] | None = None,
) -> Iterator[Window]:
    """The window, locked, for one change that is journalled as `maintenance.window.<did>` when the block ends.

    1. The actor's role must include `verb`, and the window must be one the actor may see.
    2. `if_version` must still be the version (Outdated).
    3. What the block changed is saved and journalled as it was and became, with `reason`; and what it
       put into `also`, of what hangs on the window: `{name: (before, after)}`.
    """
    require(actor, f"maintenance.window.{verb}")
    with transaction.atomic():
        locked = _locked(actor, window)
        if if_version is not None and locked.version != if_version:
            raise Outdated(f"{locked.number} was changed in the meantime (version {locked.version}); read it again.")
        before = _shown(locked)
        yield locked
        _finish(actor, locked, before, did, reason, also or {})
    window.refresh_from_db()


def _locked(actor: Any, window: Window) -> Window:
    """The window, first locked and then read: what was joined while waiting could be of neither state."""
    seen = Window.objects.all() if actor is None else Window.objects.visible_to(actor)
    if not seen.select_for_update(of=("self",)).filter(pk=window.pk).values_list("pk").first():
        raise NotAllowed("There is no such window for you.")
    return Window.objects.select_related("subject").get(pk=window.pk)


def _finish(
    actor: Any, window: Window, before: dict[str, Any], did: str, reason: str, also: Mapping[str, tuple[Any, Any]]
) -> None:
    window.version += 1
    window.updated_at = now()
    window.save()
    if window.subject.title != window.title:
        window.subject.title = window.title
        window.subject.save(update_fields=["title"])
    was, became = changes(before, _shown(window))
    before = was | {name: old for name, (old, _) in also.items()}
    journal(actor, window, did, before, became | {name: new for name, (_, new) in also.items()}, reason)


def journal(
    actor: Any, window: Window, did: str, before: Mapping[str, Any], after: Mapping[str, Any], reason: str = ""
) -> Entry:
    """One entry of the window's history."""
    return record(
        actor=actor,
        verb=f"maintenance.window.{did}",
        kind="window",
        object_id=window.pk,
        reference=window.number,
        before=before,
        after=after,
        reason=reason,
    )


def _shown(window: Window) -> dict[str, Any]:
    return {name: getattr(window, name) for name in _SHOWN}


def move(window: Window, step: str) -> None:
    """Take the step, or raise NotPossible with the steps that are."""
    target = after(step, window.state)
    if target is None:
        state = window.state.replace("_", " ")
        raise NotPossible(f"{window.number} is {state}; {step} is not possible.", possible(window.state))
    window.state = target


def required(**texts: str) -> list[str]:
    """The texts, cleaned; BadField for every one that is empty or too long."""
    cleaned = {name: clean_text(text) for name, text in texts.items()}
    wrong = {name: _wrong(text) for name, text in cleaned.items() if not 0 < len(text) <= TEXT_LONGEST}
    if wrong:
        raise BadField(wrong)
    return list(cleaned.values())


def _wrong(text: str) -> str:
    return f"Keep it under {TEXT_LONGEST} characters." if text else "Write something here."
