"""The daily check: a person signs a day; what was signed is followed by notes, and changed by nobody (iptor:2f)."""

from typing import Any

from django.db import transaction

from backups.daily import check_signed
from backups.daysums import as_signed, rows_of_day
from backups.exceptions import owed_words
from backups.models import DayCheck, DayNote, Schedule
from backups.rules.exceptions import Row
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text

SIGN = "backups.check.sign"
LONGEST = 2_000
_NAMED = 3


@transaction.atomic
def check_sign(*, actor: Any, check: DayCheck, words: str = "") -> DayCheck:
    """Sign a day as it stands: its figures and exceptions, with what was said of each, are kept for good.

    Each broken promise of the day must have its remark. Raises NotAllowed, NotPossible for a day
    that is signed or of which something is unsaid, BadField for words that are too long.
    """
    require(actor, SIGN)
    words = _words(words, required=False)
    check = _locked(actor, check)
    if check.signed_at is not None:
        raise NotPossible("This day is signed; what became known since goes into a note.", ["note"])
    rows = rows_of_day(check.policy, check.day)
    if silent := owed_words(rows):
        raise NotPossible(f"Say first what was done about {_listed(silent)}.", ["remark"])
    check.signed_by, check.signed_at = actor, now()
    check.figures, check.words = as_signed(check.policy, check.day, rows), words
    check.save(update_fields=["signed_by", "signed_at", "figures", "words"])
    check_signed(check, actor=actor)
    _record(actor, "signed", check, {"words": words, "slots": check.figures["slots"]})
    return check


@transaction.atomic
def check_note(*, actor: Any, check: DayCheck, words: str) -> DayNote:
    """Add what became known after the day was signed.

    Raises NotAllowed, NotPossible for a day that nobody has signed, BadField for no words or too many.
    """
    require(actor, SIGN)
    words = _words(words, required=True)
    check = _locked(actor, check)
    if check.signed_at is None:
        raise NotPossible("This day is not signed yet: say it in remarks, or when it is signed.", ["sign"])
    note = DayNote.objects.create(check_of=check, words=words, written_by=actor, written_at=now())
    _record(actor, "noted", check, {"words": words})
    return note


def _words(text: str, *, required: bool) -> str:
    words = clean_text(text)
    if len(words) > LONGEST or (required and not words):
        raise BadField({"words": f"Write {'' if required else 'nothing, or '}at most {LONGEST} characters."})
    return words


def _locked(actor: Any, check: DayCheck) -> DayCheck:
    seen = DayCheck.objects.visible_to(actor) if actor else DayCheck.objects.all()
    if not seen.select_for_update(of=("self",)).filter(pk=check.pk).values_list("pk").first():
        raise NotAllowed("There is no such check for you.")
    return DayCheck.objects.select_related("policy").get(pk=check.pk)


def _listed(rows: list[Row]) -> str:
    """`BK-1 (web1), BK-2 (web2), BK-3 (web3) and 9 more`."""
    first = [row.schedule for row in rows[:_NAMED]]
    schedules = Schedule.objects.select_related("server").in_bulk(first)
    named = ", ".join(f"{schedules[pk].number} ({schedules[pk].server.hostname})" for pk in first)
    return named + (f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else "")


def _record(actor: Any, did: str, check: DayCheck, after: dict[str, Any]) -> None:
    record(
        actor=actor,
        verb=f"backups.check.{did}",
        kind="day_check",
        object_id=check.pk,
        reference=f"{check.policy.slug} {check.day}",
        after={"policy": check.policy.slug, "day": check.day.isoformat(), **after},
    )
