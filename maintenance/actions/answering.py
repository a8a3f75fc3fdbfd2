"""What affected people say: to a notice, and when an emergency is talked over with them."""

from datetime import datetime
from typing import Any

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role, require
from hostops.alerts.notices import Message, notices_send
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from maintenance.actions.change import changing, move, required
from maintenance.models import Addressee, Consultation, Window
from maintenance.querysets import COUNTING
from maintenance.scope import accounts_of, scope_of
from maintenance.states import Answer


def notice_answer(
    *, actor: Person | None, addressee: Addressee, answer: str, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """Accept, decline, or ask. The last answer counts; planners are told of all but a yes.

    `actor` None is whoever holds the secret of the mail (by link or calendar), who is its reader.
    Raises NotAllowed for another's notice, NotPossible for one that a later one replaced.
    """
    if actor is not None and actor.pk != addressee.person_id:
        raise NotAllowed("This notice was sent to somebody else; answer your own.")
    words = [one.value for one in Answer]
    if answer not in words:
        raise BadField({"answer": f"Use one of {', '.join(words)}."})
    text = required(note=note)[0] if answer == Answer.QUESTION else clean_text(note)
    window, also = addressee.notice.window, dict[str, tuple[Any, Any]]()
    with changing(
        actor=addressee.person, window=window, verb="acknowledge", did="answered", reason=text, also=also
    ) as locked:
        move(locked, "acknowledge")
        row = _current(addressee)
        also["answer"] = (row.answer or None, answer)
        also["by"] = (row.answered_by or None, str(by))
        row.answer, row.answer_note, row.answered_by, row.answered_at = answer, text, str(by), now()
        row.save(update_fields=["answer", "answer_note", "answered_by", "answered_at"])
        if answer != Answer.ACCEPTED:
            _tell_planners(locked, row, answer, text)
    return row


def _current(addressee: Addressee) -> Addressee:
    notice = addressee.notice
    later = notice.window.notices.filter(number__gt=notice.number, why__in=COUNTING)
    if notice.why not in COUNTING or later.exists():
        raise NotPossible("A later notice took the place of this one; answer that.")
    row: Addressee = Addressee.objects.select_related("person__account").get(pk=addressee.pk)
    return row


def _tell_planners(window: Window, row: Addressee, answer: str, text: str) -> None:
    did = {"declined": "declines the window", "question": "asks about the window"}[answer]
    said = f"{row.person.display_name} of {row.person.account} {did} {window.number}, {window.title}."
    notices_send(
        Message(
            title=f"[{window.number}] {row.person.account} {did}",
            body=f"{said}\n\n{text}".strip(),
            key=f"window:{window.pk}:answer:{row.pk}:{window.version}",
            recipient=planner,
            url=f"/windows/{window.number}/",
        )
        for planner in Person.objects.filter(role=Role.PLANNER, is_active=True)
    )


def consultation_log(
    *,
    actor: Any,
    window: Window,
    account: Account,
    spoken_with: str,
    said: str,
    at: datetime | None = None,
    if_version: int | None = None,
) -> Consultation:
    """Note with whom of an affected account it was talked over, and what they said (iptor:5h)."""
    [who, words] = required(spoken_with=clean_line(spoken_with), said=said)
    longest = Consultation._meta.get_field("spoken_with").max_length or 0
    if len(who) > longest:
        raise BadField({"spoken_with": f"Keep it under {longest} characters."})
    if at is not None and at > now():
        raise BadField({"at": "That is still to come; log it when you have spoken."})
    also: dict[str, tuple[Any, Any]] = {"account": (None, account.slug), "spoken_with": (None, who)}
    with changing(
        actor=actor, window=window, verb="consult", did="consulted", if_version=if_version, also=also
    ) as locked:
        move(locked, "consult")
        if not accounts_of(scope_of(locked)).filter(pk=account.pk).exists():
            raise BadField({"account": f"{account} is not affected by {locked.number}."})
        row = Consultation(window=locked, account=account, spoken_with=who, said=words, at=at or now())
        row.logged_by = actor
        row.save()
    return row


def window_acknowledge(
    *, actor: Person, window: Window, answer: str = Answer.ACCEPTED.value, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """Answer the notice of the window that stands, as the person who was sent it."""
    require(actor, "maintenance.window.acknowledge")
    counts = window.notices.filter(why__in=COUNTING).order_by("-number").values("pk")[:1]
    row = Addressee.objects.filter(notice__in=counts, person=actor).select_related("person", "notice__window").first()
    if row is None:
        raise NotPossible(f"You were sent no notice of {window.number} that could be answered.")
    return notice_answer(actor=actor, addressee=row, answer=answer, note=note, by=by)
