"""What named contacts say to a notice: by the link in their mail, in the portal, by their calendar, by REST."""

from typing import Any

from django.db import transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.accounts.tokens import digest_of, new_secret
from hostops.alerts.notices import notice_send
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.answers import ANSWER, addressee_for, check_open, last_asked
from maintenance.models import Addressee, Affected, Window
from maintenance.states import Answer

LONGEST_NOTE = 5_000
_DID = {Answer.ACCEPTED: "accepts", Answer.DECLINED: "declines", Answer.QUESTION: "asks about"}
# Answers that somebody has to see to.
_TELLS = frozenset({Answer.DECLINED, Answer.QUESTION})


@transaction.atomic
def notice_answer(
    *, actor: Person, addressee: Addressee, answer: str, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """Keep what `addressee` answers; the same again changes nothing. The planner is told of a no and of a question.

    The actor is the person addressed, or staff who bring what the person's calendar replied. Raises NotAllowed for
    anybody else, BadField for an answer that is none and a question without words, NotPossible once the window has
    started (an answer that was given), is over or is cancelled, and where a later notice asks anew.
    """
    _permit(actor, addressee)
    note = _checked(answer, note, by)
    window = Window.objects.select_for_update(of=("self",)).get(pk=addressee.notice.window_id)
    rows = Addressee.objects.select_related("notice__given_by", "person", "affected__account")
    found = rows.select_for_update(of=("self",)).get(pk=addressee.pk)
    check_open(window, found)
    _check_last(window, found)
    if (found.answer, found.answer_note) != (answer, note):
        _keep(actor, window, found, {"answer": answer, "answer_note": note, "answered_by": by})
    return found


@transaction.atomic
def window_answer(
    *, actor: Person, window: Window, answer: str, note: str = "", by: str = Addressee.By.PORTAL
) -> Addressee:
    """As `notice_answer`, to what was last announced of the window: also by a contact who came after the mails.

    Raises NotPossible before anything was announced.
    """
    require(actor, ANSWER)
    affected = Affected.objects.visible_to(actor).filter(window=window, account=actor.account_id).first()
    if affected is None:
        raise NotAllowed("There is no such window for you.")
    Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    addressee = addressee_for(actor, window) or _added(actor, window, affected)
    return notice_answer(actor=actor, addressee=addressee, answer=answer, note=note, by=by)


def _added(actor: Person, window: Window, affected: Affected) -> Addressee:
    notice = last_asked(window)
    if notice is None:
        raise NotPossible(f"{window.number} has not been announced yet; there is nothing to answer.")
    return Addressee.objects.create(notice=notice, affected=affected, person=actor, token_hash=digest_of(new_secret()))


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
    if notice is not None and notice.number > addressee.notice.number:
        raise NotPossible(f"{window.number} was announced anew; answer the later notice.")


def _keep(actor: Person, window: Window, row: Addressee, values: dict[str, Any]) -> None:
    was = {name: getattr(row, name) for name in values} if row.answer else {}
    for name, value in (values | {"answered_at": now()}).items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "answered_at"])
    who = {"person": row.person.username, "account": row.affected.account.slug, "notice": row.notice.number}
    entry = record(
        actor=actor,
        verb="maintenance.window.answered",
        kind="window",
        object_id=window.pk,
        reference=window.number,
        before=was,
        after=who | values,
    )
    if row.answer in _TELLS:
        _tell(window, row, f"window:{window.pk}:answer:{entry.pk}")


def _tell(window: Window, row: Addressee, key: str) -> None:
    """Whoever gave the notice; where the portal did, the chase list alone says it."""
    planner = row.notice.given_by
    if planner is None or not planner.is_active:
        return
    who = f"{row.person.display_name} ({row.affected.account.name})"
    title = f"{who} {_DID[Answer(row.answer)]} {window.number}"
    body = f"{title}: {window.title}\n\n{row.answer_note or 'No words came with it.'}"
    notice_send(recipient=planner, title=title, body=body, key=key, url=window.subject.url)
