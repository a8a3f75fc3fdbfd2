"""Telling the accounts of a response: by mail to all, or recorded where one was told otherwise."""

from datetime import datetime
from typing import Any

from hostops.accounts.models import Account
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.security.actions.change import TEXT_LONGEST, changing, check_past, move, named
from maintenance.security.letters import notice_give, words_of
from maintenance.security.models import SecurityResponse

NOTIFY, TELL = "maintenance.security.notify", "maintenance.security.tell"
HOW_LONGEST = 300


def response_notify(
    *,
    actor: Any,
    response: SecurityResponse,
    words: str = "",
    effect: str | None = None,
    if_version: int | None = None,
) -> SecurityResponse:
    """Send a notice to the holder and named contacts of every affected account.

    Without `words` it says the risk, what was done and how performance suffers. `effect` says the
    last anew; empty says that it suffers no more.
    """
    also: dict[str, tuple[Any, Any]] = {}
    _check_lengths(words=words, effect=effect or "")
    with changing(
        actor=actor, response=response, verb="notify", did="told", if_version=if_version, also=also
    ) as locked:
        move(locked, "notify")
        if effect is not None:
            locked.effect = clean_text(effect)
        notice = notice_give(actor, locked, clean_text(words) or words_of(locked), now())
        also["notice"] = (None, notice.number)
    return response


def response_tell(
    *,
    actor: Any,
    response: SecurityResponse,
    account: Account,
    how: str,
    told_at: datetime | None = None,
    if_version: int | None = None,
) -> SecurityResponse:
    """Record that an account was told otherwise than by mail: whom, and by telephone or in person.

    It counts for the notice from `told_at` on. BadField for an account that the response does not
    touch, or an instant ahead; NotPossible where it is on record.
    """
    at, words = told_at or now(), named(how, "how", HOW_LONGEST)
    check_past(at, "told_at")
    also: dict[str, tuple[Any, Any]] = {"account": (None, account.slug), "how": (None, words)}
    with changing(
        actor=actor, response=response, verb="tell", did="told_otherwise", if_version=if_version, also=also
    ) as locked:
        move(locked, "tell")
        row = locked.affected.filter(account=account).first()
        if row is None:
            raise BadField({"account": f"{locked.number} does not touch this account."})
        if locked.acted_at and at < locked.acted_at:
            raise BadField({"told_at": "This is before the action: the account was told of something else."})
        if row.told_at:
            raise NotPossible(f"That {account.slug} was told is on record already.")
        row.told_at, row.told_how, row.told_by = at, words, actor
        row.save(update_fields=["told_at", "told_how", "told_by"])
    return response


def _check_lengths(**texts: str) -> None:
    wrong = {
        name: f"Keep it under {TEXT_LONGEST} characters." for name, text in texts.items() if len(text) > TEXT_LONGEST
    }
    if wrong:
        raise BadField(wrong)
