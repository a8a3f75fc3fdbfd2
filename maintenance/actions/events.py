"""Business events of customers: filed, changed, withdrawn by either side, answered by planners (itpdx:5d)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import require
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from hostops.subjects.changes import Changes
from maintenance.eventmails import answer_told, filing_told
from maintenance.leads import lead_of
from maintenance.models import BusinessEvent

FILE, ANSWER = "maintenance.event.file", "maintenance.event.answer"
TITLE_LONGEST, TEXT_LONGEST = 200, 10_000


@transaction.atomic
def event_file(
    *,
    actor: Any,
    account: Account | None = None,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    needs: str = "",
    servers: Sequence[Server] = (),
) -> BusinessEvent:
    """File an event that needs capacity; planners are told. Without `servers` it is about all of the account's.

    Later than the policy's lead it is accepted and flagged, or refused, as the policy says. Raises
    BadField for an event that has begun, ends before it starts, or names servers of another account.
    """
    require(actor, FILE)
    event = BusinessEvent(account=_account(actor, account), filed_by=actor, filed_at=now())
    _say(event, title, needs, starts_at, ends_at, servers)
    event.save()
    event.servers.set(servers)
    _EVENTS.told(actor, event, "filed", _EVENTS.journal(actor, event, "filed", {}, _EVENTS.as_shown(event)))
    return event


@transaction.atomic
def event_change(
    *,
    actor: Any,
    event: BusinessEvent,
    title: str | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    needs: str | None = None,
    servers: Sequence[Server] | None = None,
    if_version: int | None = None,
) -> BusinessEvent:
    """Change what is given; the rest stays. An answer was to the event as it stood: planners answer anew.

    Other times are as late as if they were filed now. Raises as `event_file` does, NotPossible for
    an event that is over or withdrawn, Outdated.
    """
    with _EVENTS.changing(actor=actor, row=event, verb="file", did="changed", if_version=if_version) as found:
        _require_ahead(found)
        chosen = list(found.servers.all()) if servers is None else list(servers)
        times = (starts_at or found.starts_at, ends_at or found.ends_at)
        _say(
            found,
            found.title if title is None else title,
            found.needs if needs is None else needs,
            *times,
            chosen,
            moved=times != (found.starts_at, found.ends_at),
        )
        found.servers.set(chosen)
        found.answer, found.answered_by, found.answered_at = "", None, None
    return event


@transaction.atomic
def event_withdraw(
    *, actor: Any, event: BusinessEvent, reason: str = "", if_version: int | None = None
) -> BusinessEvent:
    """Take the event back; it stands in nobody's way any more. NotPossible once it is over or withdrawn."""
    with _EVENTS.changing(
        actor=actor, row=event, verb="file", did="withdrawn", if_version=if_version, reason=clean_text(reason)
    ) as found:
        _require_ahead(found)
        found.withdrawn_at = now()
    return event


@transaction.atomic
def event_answer(*, actor: Any, event: BusinessEvent, answer: str, if_version: int | None = None) -> BusinessEvent:
    """Say what is done for the event, or what is asked of the customer; who filed it is told."""
    answer = clean_text(answer)
    if not 0 < len(answer) <= TEXT_LONGEST:
        raise BadField({"answer": f"Write something, in at most {TEXT_LONGEST} characters."})
    with _EVENTS.changing(actor=actor, row=event, verb="answer", did="answered", if_version=if_version) as found:
        if found.withdrawn_at:
            raise NotPossible("This event was withdrawn.")
        found.answer, found.answered_by, found.answered_at = answer, actor, now()
    return event


class _Events(Changes[BusinessEvent]):
    model, room, kind, called = BusinessEvent, "maintenance.event", "business_event", "event"
    joined = ("account", "filed_by")
    shown = ("title", "needs", "starts_at", "ends_at", "filed_late", "answer", "withdrawn_at")

    def outdated(self, row: BusinessEvent) -> str:
        return "The event"

    def as_shown(self, row: BusinessEvent) -> dict[str, Any]:
        return super().as_shown(row) | {"servers": sorted(row.servers.values_list("hostname", flat=True))}

    def told(self, actor: Any, row: BusinessEvent, did: str, entry: Entry) -> None:
        if did == "answered":
            answer_told(row, entry)
        else:
            filing_told(row, entry, did)


_EVENTS = _Events()


def _account(actor: Any, account: Account | None) -> Account:
    own = None if actor is None or actor.is_staff_member else actor.account
    if own and account and account != own:
        raise NotAllowed("Events are filed for one's own account.")
    if not (account or own):
        raise BadField({"account": "Say whose event it is."})
    return account or own  # type: ignore[return-value]  # one of them is one


def _say(
    event: BusinessEvent, title: str, needs: str, starts_at: datetime, ends_at: datetime, servers: Sequence[Server],
    *, moved: bool = True,
) -> None:  # fmt: skip
    """Put what is said into the event, checked; `moved` says that its times are new."""
    event.title, event.needs = clean_line(title), clean_text(needs)
    wrong = _wrong_words(event) | (_wrong_times(starts_at, ends_at) if moved else {})
    if any(server.account_id != event.account_id for server in servers):
        wrong["servers"] = "Name servers of the account."
    if wrong:
        raise BadField(wrong)
    event.starts_at, event.ends_at = starts_at, ends_at
    if moved:
        event.filed_late = _late(event, servers)


def _wrong_words(event: BusinessEvent) -> dict[str, str]:
    wrong = {}
    if not 0 < len(event.title) <= TITLE_LONGEST:
        wrong["title"] = f"Give it a title of at most {TITLE_LONGEST} characters."
    if len(event.needs) > TEXT_LONGEST:
        wrong["needs"] = f"Keep it under {TEXT_LONGEST} characters."
    return wrong


def _wrong_times(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    if ends_at <= starts_at:
        return {"ends_at": "This ends before it starts."}
    return {"starts_at": "This has begun already."} if starts_at <= now() else {}


def _late(event: BusinessEvent, servers: Sequence[Server]) -> bool:
    """Whether the last moment to file it has passed; BadField where its policy takes no late event."""
    lead = lead_of(event.account, servers, event.starts_at, now())
    if lead is None or now() <= lead.last_moment:
        return False
    if not lead.late_accepted:
        raise BadField({"starts_at": f"{lead.policy} ({lead.clause}): {lead.words}."})
    return True


def _require_ahead(event: BusinessEvent) -> None:
    if event.withdrawn_at:
        raise NotPossible("This event was withdrawn.")
    if event.ends_at <= now():
        raise NotPossible("This event is over; the record stays as it was.")
