"""Labour on maintained code: recorded, and billed as a line by the policy's price (itpdx:5k)."""

from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Person
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.subjects.changes import Changes
from maintenance.security.actions.change import changing, check_past, move, required
from maintenance.security.models import CustomCode, Labour, SecurityResponse
from maintenance.security.promised import code_rule, price_of, terms_of_code
from maintenance.security.rules.billing import line_of
from maintenance.terms import AccountTerms

RECORD, WITHDRAW = "maintenance.security.labour", "maintenance.labour.withdraw"
# Nobody works longer at a stretch; a mistyped length is told at the field.
LONGEST = timedelta(hours=24)


class _Labour(Changes[Labour]):
    model, room, kind, called = Labour, "maintenance.labour", "labour", "labour"
    shown = ("description", "seconds", "currency", "withdrawn_at")

    def as_shown(self, row: Labour) -> dict[str, Any]:
        return super().as_shown(row) | {"amount": None if row.amount is None else str(row.amount)}


_LABOUR = _Labour()


def labour_record(
    *,
    actor: Any,
    response: SecurityResponse,
    worked_at: datetime,
    time: timedelta,
    description: str,
    worked_by: Person | None = None,
    if_version: int | None = None,
) -> Labour:
    """Write down what was worked on correcting the response's code, from `worked_at` on; a line of a bill.

    The price is that of the policy as it bound the code's contract at `worked_at`. BadField for
    work that is not over, or of no length; NotPossible for code that nobody maintains.
    """
    [words] = required(description=description)
    _check_time(worked_at, time)
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, response=response, verb="labour", did="labour_recorded", if_version=if_version, also=also
    ) as locked:
        move(locked, "labour")
        code = _maintained(locked)
        labour = Labour(
            response=locked, code=code, worked_by=worked_by or actor, worked_at=worked_at, description=words,
            seconds=round(time.total_seconds()), recorded_by=actor, recorded_at=now(),
        )  # fmt: skip
        _bill(labour, terms_of_code(code, worked_at))
        labour.save()
        also["labour"] = (None, labour.number)
        _LABOUR.journal(actor, labour, "recorded", {}, _LABOUR.as_shown(labour))
    return labour


def labour_withdraw(*, actor: Any, labour: Labour, reason: str, if_version: int | None = None) -> Labour:
    """Take a line back; the record stays. Written wrongly, it is written anew."""
    [words] = required(reason=reason)
    with _LABOUR.changing(
        actor=actor, row=labour, verb="withdraw", did="withdrawn", if_version=if_version, reason=words
    ) as locked:
        if locked.withdrawn_at:
            raise NotPossible(f"{locked.number} is withdrawn already.")
        locked.withdrawn_by, locked.withdrawn_at, locked.withdrawn_reason = actor, now(), words
    return labour


def _check_time(worked_at: datetime, time: timedelta) -> None:
    if not timedelta(seconds=1) <= time <= LONGEST:
        raise BadField({"time": "Write how long was worked: more than nothing, and at most a day."})
    check_past(worked_at, "worked_at")
    if worked_at + time > now():
        raise BadField({"time": "Work that began then cannot have taken so long by now."})


def _maintained(response: SecurityResponse) -> CustomCode:
    code = response.code
    if code is None:
        raise NotPossible(f"{response.number} is on servers: labour is billed on a customer's own code (itpdx:5k).")
    if not code.maintained:
        raise NotPossible(f"{code.number} is not under maintenance (itpdx:5k).", ["shut the site down"])
    return code


def _bill(labour: Labour, terms: AccountTerms | None) -> None:
    """Put the line's money into it; without a price in the policy the time alone is kept."""
    rule, price = code_rule(terms), price_of(terms)
    if terms is None or rule is None:
        return
    labour.clause, labour.policy_version = rule.clause, terms.version
    if price:
        line = line_of(timedelta(seconds=labour.seconds), price.hourly, price.step)
        labour.billed_seconds = round(line.billed.total_seconds())
        labour.hourly, labour.amount, labour.currency = price.hourly, line.amount, price.currency
