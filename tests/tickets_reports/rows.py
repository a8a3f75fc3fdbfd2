"""Promises made by hand, and a second opinion on what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from hostops.accounts.models import Account
from hostops.clocks.models import Attribution, Clock, Cycle
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject
from tests.api.rows import clock, subject
from tests.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Far from what the sequence of cases gives, however many tests went before.
_numbers = count(5_000_000)
# The clauses of itpdx by level, and what a policy without levels has.
CLAUSES = {1: "itpdx:4c", 2: "itpdx:4d", 3: "itpdx:4e", 4: "itpdx:4f"}


@dataclass(frozen=True)
class Made:
    """A promise, present or past, with what the oracle needs to know of it."""

    account: Account
    kind: str
    level: int | None
    due_at: datetime | None
    stopped_at: datetime | None
    cancelled_at: datetime | None
    cause: str


def about(account: Account) -> Subject:
    return subject(account, f"HC-{next(_numbers)}", "case")


def promise(house: House, due: datetime, done: datetime | None, *, level: int = 3, **more: Any) -> Clock:
    """One response of harbor's that was due then, and was done then or is not done yet."""
    given = {"due_at": due, "stopped_at": done, "clause": CLAUSES[level], **more}
    return clock(version_of(house.harbor), about(house.harbor), due - HOUR, **given)


def attribute(house: House, of: Clock, cause: str = "customer", cycle: int = 1) -> Attribution:
    given = {"clause": "", "reason": "So it was.", "attributed_by": house.manager, "attributed_at": of.opened_at}
    return Attribution.objects.create(clock=of, cycle=cycle, cause=cause, **given)


def version_of(account: Account) -> PolicyVersion:
    found: PolicyVersion = account.contracts.get().bindings.get().version
    return found


def populate(house: House, now: datetime, size: int, dice: Random) -> list[Made]:
    """Promises of all kinds and ends over a year and a half, some with past cycles, some attributed."""
    made: list[Made] = []
    for _ in range(size):
        account = dice.choice((house.harbor, house.nordic))
        level = dice.choice(list(CLAUSES)) if account == house.harbor else None
        # Level 4 promises no news (itpdx:4f)
        kind = dice.choice(("response", "closing") if level == 4 else ("response", "progress", "closing"))
        cycles = dice.choice((1, 1, 1, 2, 3))
        row = clock(
            version_of(account),
            about(account),
            now,
            kind=kind,
            cycle=cycles,
            **_fate(dice, now, live=True),
            **_of(level),
        )
        for number in range(1, cycles):
            fate = {"opened_at": now, "started_at": now, **_fate(dice, now, live=False)}
            Cycle.objects.create(clock=row, cycle=number, revision=0, version=row.version, **fate, **_of(level))
        for each in [row, *row.cycles.all()]:
            made.append(_told(house, dice, row, each, account, level))
    return made


def _of(level: int | None) -> dict[str, str]:
    return {"clause": CLAUSES[level] if level else "iptor:0"}


def _fate(dice: Random, now: datetime, *, live: bool) -> dict[str, Any]:
    """On the minute, so that edges are hit: done early, late, on the dot, never; dropped; without a due instant."""
    due = now + timedelta(minutes=dice.randrange(-780_000, 20_000))
    ways = ["early", "dot", "late", "dropped", "dropped late", "undue", *(["open"] * 2 if live else [])]
    shift = timedelta(minutes=dice.randrange(1, 100_000))
    way = dice.choice(ways)
    done = {"early": due - shift, "dot": due, "late": due + shift, "undue": due}.get(way)
    dropped = {"dropped": due - shift, "dropped late": due + shift}.get(way)
    return {
        "due_at": None if way == "undue" else due,
        "stopped_at": min(done, now) if done else None,
        "cancelled_at": dropped,
    }


def _told(house: House, dice: Random, row: Clock, each: Any, account: Account, level: int | None) -> Made:
    cause = dice.choice(("", "", "customer", "third_party", "catastrophic_outage", "provider"))
    if cause:
        attribute(house, row, cause, each.cycle)
    return Made(account, row.kind, level, each.due_at, each.stopped_at, each.cancelled_at, cause)


def oracle(made: Iterable[Made], now: datetime, start: datetime, end: datetime, **only: Any) -> tuple[int, int, int]:
    """Kept, breached and excused between the instants, one promise after another, in plain steps."""
    kept = breached = excused = 0
    for each in made:
        if each.kind == "closing" or any(getattr(each, name) != value for name, value in only.items()):
            continue
        moment, in_time = _decided(each, now)
        if moment is None or moment < start or moment >= end:
            continue
        if in_time:
            kept += 1
        else:
            breached += 1
            excused += each.cause in ("customer", "third_party", "catastrophic_outage")
    return kept, breached, excused


def _decided(each: Made, now: datetime) -> tuple[datetime | None, bool]:
    due, done, dropped = each.due_at, each.stopped_at, each.cancelled_at
    if done is not None and (due is None or done <= due):
        return (None, True) if dropped is not None and not (due and due < dropped) else (done, True)
    if due is None or due >= now:
        return None, False
    if dropped is not None and dropped <= due:
        return None, False
    return due, False
