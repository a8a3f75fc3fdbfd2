"""Recording that an account was told of a notice otherwise than by mail: by telephone, by letter, in person."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hostops.accounts.models import Account
from hostops.alerts.wording import moment
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line
from maintenance.actions.change import changing, move, required
from maintenance.models import Addressee, Affected, Notice, ToldOtherwise, Window
from maintenance.standing import counting

WHO_LONGEST: int = ToldOtherwise._meta.get_field("who").max_length or 0


def notice_told(
    *,
    actor: Any,
    window: Window,
    account: Account,
    by: str,
    who: str,
    words: str,
    at: datetime | None = None,
    if_version: int | None = None,
) -> ToldOtherwise:
    """Say that an affected account, which no mail has reached, was told of the standing notice another way.

    It counts as sent to the account at `at` (now), so that one with nobody to mail keeps no window
    from its start. Raises BadField for an account that is not affected and for an instant that is
    to come or before the notice; NotPossible before the announcement, or where it was told already.
    """
    [person, said] = required(who=clean_line(who), words=words)
    told_at = at or now()
    also: dict[str, tuple[Any, Any]] = {"account": (None, account.slug), "told": (None, f"{by}: {person}")}
    with changing(
        actor=actor, window=window, verb="tell", did="told_otherwise", if_version=if_version, also=also, reason=said
    ) as locked:
        move(locked, "tell")
        notice = counting(locked.notices.all())
        if notice is None or locked.announced_at is None:
            raise NotPossible(f"{locked.number} has no notice that stands; announce it first.", ("announce",))
        _check(notice, by, person, told_at, ZoneInfo(locked.timezone))
        row = ToldOtherwise(notice=notice, affected=_affected(locked, account, notice), by=by, who=person, words=said)
        row.told_at, row.recorded_by, row.recorded_at = told_at, actor, now()
        row.save()
    return row


def _check(notice: Notice, by: str, who: str, told_at: datetime, zone: ZoneInfo) -> None:
    wrong = {}
    if by not in ToldOtherwise.By.values:
        wrong["by"] = f"Use one of {', '.join(ToldOtherwise.By.values)}."
    if len(who) > WHO_LONGEST:
        wrong["who"] = f"Keep it under {WHO_LONGEST} characters."
    if told_at > now():
        wrong["at"] = "That is still to come; record it when they were told."
    elif told_at < notice.given_at:
        wrong["at"] = f"The notice was given at {moment(notice.given_at, zone)}; nobody was told of it before."
    if wrong:
        raise BadField(wrong)


def _affected(window: Window, account: Account, notice: Notice) -> Affected:
    """The account's row; BadField where it is not affected, NotPossible where it was told."""
    row: Affected | None = window.affected.filter(account=account, dropped_at=None).first()
    if row is None:
        raise BadField({"account": f"{account} is not affected by {window.number}."})
    mailed = Addressee.objects.filter(notice=notice, affected=row, delivery__sent_at__isnull=False)
    if mailed.exists() or ToldOtherwise.objects.filter(notice=notice, affected=row).exists():
        raise NotPossible(f"{account} was told of {window.number} already.")
    return row
