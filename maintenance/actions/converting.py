"""A window that becomes one of another kind: asked for with a reason, approved by a manager (iptor:5g, 5h)."""

from collections.abc import Mapping
from typing import Any

from hostops.accounts.roles import may
from hostops.alerts.notices import notice_send
from hostops.alerts.wording import address_of
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.actions.change import changing, move, required
from maintenance.actions.fields import fields_set
from maintenance.actions.follow import follow_up
from maintenance.actions.saying import unlawful_as
from maintenance.checking import check_again
from maintenance.models import Conversion, Window
from maintenance.rules.ways import Way
from maintenance.states import Kind, possible

KINDS = [kind.value for kind in Kind]
APPROVES = "maintenance.window.approve"


def window_convert(
    *,
    actor: Any,
    window: Window,
    kind: str,
    justification: str = "",
    advisory: str = "",
    answers: Mapping[str, str] | None = None,
    if_version: int | None = None,
) -> Window:
    """Make a window one of another kind, where every policy affected allows it.

    A planner's call is kept as a request; the manager's own call approves it, or does both. Raises
    BadField without a reason, NotPossible where no policy lets it be so or somebody asked already.
    """
    reason, also = clean_text(justification), dict[str, tuple[Any, Any]]()
    did = "converted" if may(actor, APPROVES) else "conversion_asked"
    with changing(
        actor=actor, window=window, verb="convert", did=did, if_version=if_version, reason=reason, also=also
    ) as locked:
        move(locked, "convert")
        way = _way(locked, kind)
        _set_facts(locked, advisory, answers)
        asked = _asked(actor, locked, kind, reason, way)
        if asked.approved_at is not None:
            _convert(actor, locked, asked, also)
        else:
            also["conversion"] = (None, kind)
    return window


def conversion_decline(*, actor: Any, window: Window, reason: str, if_version: int | None = None) -> Window:
    """Say no to a request to convert the window, which stays as it is; whoever asked is told why.

    They may ask again. NotPossible where nobody asks.
    """
    [text] = required(reason=reason)
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, window=window, verb="decline", did="conversion_declined", if_version=if_version, reason=text,
        also=also,
    ) as locked:  # fmt: skip
        move(locked, "decline")
        asked = locked.conversions.waiting().select_related("asked_by").first()
        if asked is None:
            raise NotPossible(f"Nobody asks to convert {locked.number}.", possible(locked.state))
        asked.declined_by, asked.declined_at, asked.declined_reason = actor, now(), text
        asked.save(update_fields=["declined_by", "declined_at", "declined_reason"])
        also["conversion"] = (asked.to_kind, None)
        _told(locked, asked)
    return window


def _told(window: Window, asked: Conversion) -> None:
    said = f"{window.number} stays {window.kind}"
    url = f"/windows/{window.number}/"
    who = asked.declined_by.display_name if asked.declined_by else "The portal"
    body = f"{who} declined that {window.number}, {window.title}, becomes {asked.to_kind}:\n\n{asked.declined_reason}"
    notice_send(
        recipient=asked.asked_by,
        title=f"[{window.number}] {said}",
        body=f"{body}\n\n{address_of(url)}",
        url=url,
        key=f"window:{window.pk}:declined:{asked.pk}",
    )


def _way(window: Window, kind: str) -> Way:
    """How every policy affected lets it become one of `kind` now."""
    if kind not in KINDS:
        raise BadField({"kind": f"Use one of {', '.join(KINDS)}."})
    if kind == window.kind:
        raise BadField({"kind": f"{window.number} is of this kind already."})
    found = [way for way in check_again(window).ways_out() if way.verb == "convert" and way.kind == kind]
    if not found:
        raise NotPossible(unlawful_as(window, kind), [step for step in possible(window.state) if step != "convert"])
    return found[0]


def _set_facts(window: Window, advisory: str, answers: Mapping[str, str] | None) -> None:
    given: dict[str, Any] = {"advisory": advisory} if clean_text(advisory) else {}
    if answers:
        given["answers"] = {**window.answers, **answers}
    fields_set(window, given)


def _asked(actor: Any, window: Window, kind: str, reason: str, way: Way) -> Conversion:
    """The request, new or the one that waits; approved where the actor may, or nobody needs to."""
    waiting = window.conversions.waiting().first()
    if not reason and way.needs_justification and not (waiting and may(actor, APPROVES)):
        raise BadField({"justification": "Say why it becomes a window of another kind."})
    if waiting and not may(actor, APPROVES):
        raise NotPossible(f"{window.number} waits for a manager to approve that it becomes {waiting.to_kind}.")
    if waiting is None or waiting.to_kind != kind:
        window.conversions.waiting().delete()
        waiting = Conversion(window=window, from_kind=window.kind, asked_by=actor, asked_at=now())
        waiting.to_kind, waiting.justification = kind, reason
    if may(actor, APPROVES) or not way.needs_approval:
        waiting.approved_by, waiting.approved_at = actor, now()
    waiting.save()
    return waiting


def _convert(actor: Any, window: Window, asked: Conversion, also: dict[str, tuple[Any, Any]]) -> None:
    window.kind = asked.to_kind
    window.justification = asked.justification or window.justification
    also.update(follow_up(actor, window, ["kind"]))
