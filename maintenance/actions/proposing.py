"""An agreed window is worked out together: proposed, countered, and accepted by both sides (itpdx:6c)."""

from datetime import datetime
from typing import Any

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.notices import Message, notices_send
from hostops.alerts.wording import address_of, moment
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.actions.change import changing, move
from maintenance.actions.fields import fields_set
from maintenance.actions.follow import lawful
from maintenance.affected import affected_write
from maintenance.models import Affected, Window
from maintenance.notices import people_of, zones_of
from maintenance.states import State, possible


def window_propose(*, actor: Any, window: Window, note: str = "", if_version: int | None = None) -> Window:
    """Ask every affected account whether the times suit. The provider's own yes is given with it.

    Raises NotPossible for a window that is of another kind, or that a policy does not allow.
    """
    with changing(
        actor=actor, window=window, verb="propose", did="proposed", if_version=if_version, reason=clean_text(note)
    ) as locked:
        if locked.kind != "agreed":
            still = [step for step in possible(locked.state) if step != "propose"]
            raise NotPossible(f"{locked.number} is {locked.kind}; only an agreed window is proposed.", still)
        move(locked, "propose")
        propose_now(actor, locked, clean_text(note))
    return window


def propose_now(actor: Any, window: Window, note: str) -> None:
    """Whoever agreed to earlier times is asked again."""
    affected_write(window, lawful(window, moved=True), now())
    window.affected.update(agreed_by=None, agreed_at=None)
    _tell_customers(window, "proposed", "We propose a service window. Please accept it, or propose other times.", note)


def window_counter(
    *,
    actor: Any,
    window: Window,
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
    if_version: int | None = None,
) -> Window:
    """A customer proposes other times, and agrees to them; everybody else's yes is asked again.

    Raises BadField for times that cannot be, NotPossible for what a policy does not allow.
    """
    with changing(
        actor=actor, window=window, verb="counter", did="countered", if_version=if_version, reason=clean_text(note)
    ) as locked:
        move(locked, "counter")
        fields_set(locked, {"starts_at": starts_at, "ends_at": ends_at})
        affected_write(locked, lawful(locked, moved=True), now())
        locked.affected.update(agreed_by=None, agreed_at=None)
        if actor.account_id:
            _own(actor, locked).update(agreed_by=actor, agreed_at=now())
        _tell_planners(locked, f"{actor.display_name} proposes other times.", clean_text(note))
    return window


def window_accept(*, actor: Any, window: Window, note: str = "", if_version: int | None = None) -> Window:
    """Agree to the times as they stand. It is accepted when both sides have: every account, and the provider."""
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor,
        window=window,
        verb="accept",
        did="accepted",
        if_version=if_version,
        reason=clean_text(note),
        also=also,
    ) as locked:
        was = State(locked.state)
        move(locked, "accept")
        if actor.account_id:
            _accept_for_account(actor, locked)
            also["agreed"] = (None, actor.account.slug)
        elif was == State.PROPOSED:
            still = [step for step in possible(was) if step != "accept"]
            raise NotPossible(f"{locked.number} was proposed by us; the customer accepts it or not.", still)
        locked.state = _where(locked, was, by_customer=bool(actor.account_id)).value
        if actor.account_id:
            _tell_planners(locked, f"{actor.display_name} accepts the times.", clean_text(note))
        else:
            _tell_customers(locked, "accepted", "We accept the times that were proposed.", clean_text(note))
    return window


def _where(window: Window, was: State, *, by_customer: bool) -> State:
    """Accepted when both sides agree; else with whom the next word is."""
    everybody = not window.affected.filter(agreed_at=None, dropped_at=None).exists()
    if by_customer:
        return State.ACCEPTED if everybody and was == State.PROPOSED else was
    return State.ACCEPTED if everybody else State.PROPOSED


def _accept_for_account(actor: Any, window: Window) -> None:
    if _own(actor, window).update(agreed_by=actor, agreed_at=now()) == 0:
        raise NotPossible(f"{window.number} does not touch your account any more.")


def _own(actor: Any, window: Window) -> Any:
    return Affected.objects.filter(window=window, account=actor.account_id, dropped_at=None)


def _tell_customers(window: Window, did: str, words: str, note: str) -> None:
    affected = list(window.affected.filter(dropped_at=None).select_related("policy_version"))
    people = people_of(affected)
    notices_send(
        _message(window, did, person, _times(window, row, person), words, note)
        for row in affected
        for person in people.get(row.account_id, ())
    )


def _times(window: Window, row: Affected, person: Person) -> str:
    return "\n".join(
        f"{moment(window.starts_at, zone)} until {moment(window.ends_at, zone)}" for zone in zones_of(row, person)
    )


def _tell_planners(window: Window, words: str, note: str) -> None:
    planners = Person.objects.filter(role=Role.PLANNER, is_active=True)
    times = f"{window.starts_at:%Y-%m-%d %H:%M} until {window.ends_at:%Y-%m-%d %H:%M} UTC"
    notices_send(_message(window, window.state, person, times, words, note) for person in planners)


def _message(window: Window, did: str, person: Person, times: str, words: str, note: str) -> Message:
    page = f"/windows/{window.number}/"
    lines = [f"Hello {person.display_name},", "", words, "", window.title, times]
    lines += ["", note] if note else []
    return Message(
        title=f"[{window.number}] {window.title}",
        body="\n".join([*lines, "", f"Answer here: {address_of(page)}"]),
        key=f"window:{window.pk}:{did}:{window.version}",
        recipient=person,
        url=page,
    )
