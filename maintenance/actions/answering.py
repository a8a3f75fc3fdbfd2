"""What affected people say: to a notice, by whichever way, and when an emergency is talked over with them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role, require
from hostops.accounts.tokens import digest_of, new_secret
from hostops.alerts.notices import Message, notices_send
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from maintenance.actions.change import changing, journal, move, required
from maintenance.answers import ANSWER, check_open, last_asked
from maintenance.models import Addressee, Affected, Consultation, Window
from maintenance.scope import accounts_of, scope_of
from maintenance.states import Answer

LONGEST_NOTE = 5_000
_DID = {Answer.ACCEPTED: "accepts", Answer.DECLINED: "declines", Answer.QUESTION: "asks about"}
# Answers that somebody has to see to.
_TELLS = frozenset({Answer.DECLINED, Answer.QUESTION})


@transaction.atomic
def notice_answer(
    *, actor: Person | None, addressee: Addressee, answer: str, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """Keep what `addressee` answers; the same again changes nothing. Planners are told of a no and of a question.

    The actor is the person addressed, or staff who bring what the person's calendar replied; None is whoever holds the
    secret of the mail, who is its reader. Raises NotAllowed for anybody else, BadField for an answer that is none and
    a question without words, NotPossible once the window has started (an answer that was given), is over or is
    cancelled, and for a notice that asks nothing or whose place a later one took.
    """
    actor = actor or addressee.person
    _permit(actor, addressee)
    note = _checked(answer, note, by)
    window = Window.objects.select_for_update(of=("self",)).get(pk=addressee.notice.window_id)
    rows = Addressee.objects.select_related("notice", "person", "affected__account")
    found: Addressee = rows.select_for_update(of=("self",)).get(pk=addressee.pk)
    check_open(window, found)
    _check_last(window, found)
    if (found.answer, found.answer_note) != (answer, note):
        _keep(actor, window, found, {"answer": answer, "answer_note": note, "answered_by": by})
    return found


@transaction.atomic
def window_acknowledge(
    *, actor: Person, window: Window, answer: str = Answer.ACCEPTED.value, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """As `notice_answer`, to what was last announced of the window: also by a contact who came after the mails.

    Raises NotPossible before anything was announced.
    """
    require(actor, ANSWER)
    affected = Affected.objects.visible_to(actor).filter(window=window, account=actor.account_id).first()
    if affected is None:
        raise NotAllowed("There is no such window for you.")
    Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    notice = last_asked(window)
    if notice is None:
        raise NotPossible(f"{window.number} has not been announced yet; there is nothing to answer.")
    new = {"affected": affected, "token_hash": digest_of(new_secret())}
    addressee, _ = Addressee.objects.get_or_create(notice=notice, person=actor, defaults=new)
    return notice_answer(actor=actor, addressee=addressee, answer=answer, note=note, by=by)


def _permit(actor: Person, addressee: Addressee) -> None:
    if actor.is_staff_member:
        require(actor, "maintenance.window.take_reply")
        return
    require(actor, ANSWER)
    if actor.pk != addressee.person_id or actor.account_id != addressee.affected.account_id:
        raise NotAllowed("This is asked of somebody else.")


def _checked(answer: str, note: str, by: str) -> str:
    """The note, cleaned. A calendar's reply may be without words; a person who asks says what."""
    note, wrong = clean_text(note), {}
    if answer not in list(Answer):
        wrong["answer"] = f"Use one of {', '.join(Answer)}."
    if len(note) > LONGEST_NOTE:
        wrong["note"] = f"Keep it under {LONGEST_NOTE} characters."
    elif answer == Answer.QUESTION and not note and by != Addressee.By.CALENDAR:
        wrong["note"] = "Say what you would like to know."
    if wrong:
        raise BadField(wrong)
    return note


def _check_last(window: Window, addressee: Addressee) -> None:
    notice = last_asked(window)
    if notice is None or notice.pk != addressee.notice_id:
        raise NotPossible(f"{window.number} was announced anew since, or this notice asks nothing; answer the last.")


def _keep(actor: Person, window: Window, row: Addressee, values: dict[str, Any]) -> None:
    was = {name: getattr(row, name) for name in values} if row.answer else {}
    for name, value in (values | {"answered_at": now()}).items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "answered_at"])
    who = {"person": row.person.username, "account": row.affected.account.slug, "notice": row.notice.number}
    entry = journal(actor, window, "answered", was, who | values)
    if row.answer in _TELLS:
        _tell(window, row, f"window:{window.pk}:answer:{entry.pk}")


def _tell(window: Window, row: Addressee, key: str) -> None:
    """Every planner: whoever gave the notice may be away."""
    who = f"{row.person.display_name} ({row.affected.account.name})"
    title = f"{who} {_DID[Answer(row.answer)]} {window.number}"
    body = f"{title}: {window.title}\n\n{row.answer_note or 'No words came with it.'}"
    planners = Person.objects.filter(role=Role.PLANNER, is_active=True)
    url = f"/windows/{window.number}/"
    notices_send([Message(title, body, key, recipient=planner, url=url) for planner in planners])


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
