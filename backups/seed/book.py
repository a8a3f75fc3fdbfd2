"""The demo's books: days that somebody signed, what was done about what had gone wrong, restores that were tried."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random

from backups.actions.checking import check_note, check_sign
from backups.actions.remarks import MOST_AT_ONCE, slots_remark
from backups.daily import checks_open
from backups.daysums import rows_of_day
from backups.excepted import shown
from backups.exceptions import owed_words
from backups.models import DayCheck, Schedule, Trial
from backups.rules.exceptions import Row
from backups.trials import trials_follow
from hostops.accounts.models import Person, Server
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.lib.stage import Story

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# When somebody sits down to it (UTC). The last morning is left.
_MORNING, _LEFT = time(8, 40), timedelta(hours=20)
_CHANCE = 2718
# So long before the present the last restore of a server was tried; one is overdue.
_EVERY = timedelta(days=88)
_LATE = timedelta(days=97)
_DONE = (
    "Started by hand; the copy is there.",
    "Space was freed on the server; the next copy was good.",
    "The schedule of the tool had been switched off for the update, and is on again.",
    "The network was slow that night; nothing to be done.",
)
_WHAT = (
    "The newest database, into an empty server beside it.",
    "The configuration and the code, compared with what runs.",
    "A table that somebody picked at random, row by row.",
    "The whole system, started in a closed network.",
)


def seed(demo: Demo, since: datetime) -> None:
    """Restores of the last quarter, and from `since` on a morning for each day."""
    staff = list(Person.objects.filter(role=Role.ENGINEER).order_by("pk"))
    if not staff:
        return
    chance = Random(_CHANCE)  # noqa: S311 - for stories, guards nothing
    Trial.objects.bulk_create(_trials(demo.present, staff, chance))
    demo.stage.enlist(since, _mornings(demo.present, staff, chance))
    demo.at_the_end.append(_last_day)


def _trials(present: datetime, staff: Sequence[Person], chance: Random) -> Iterator[Trial]:
    """The last two of each server; one is too long ago, and one went wrong the day before it came back."""
    kept = Schedule.objects.filter(ended_at=None).values("server")
    for place, server in enumerate(Server.objects.filter(pk__in=kept).order_by("pk")):
        last = present - (_LATE if place == 1 else chance.uniform(0.03, 0.9) * _EVERY)
        yield _trial(server, last - _EVERY, chance.choice(staff), chance)
        if place == 0:
            yield _trial(server, last - _DAY, chance.choice(staff), chance, "The archive ended early; made again.")
        yield _trial(server, last, chance.choice(staff), chance)


def _trial(server: Server, at: datetime, person: Person, chance: Random, findings: str = "") -> Trial:
    given = {"server": server, "what": chance.choice(_WHAT), "succeeded": not findings, "findings": findings}
    who = {"checked_by": person.display_name, "recorded_by": person, "recorded_at": at}
    return Trial(**given, **who, started_at=at - chance.uniform(0.3, 3) * _HOUR, finished_at=at)


def _mornings(present: datetime, staff: Sequence[Person], chance: Random) -> Story:
    """Each morning the days that are over are looked at; the last wait for whoever looks at the demo."""
    trials_follow()
    morning = now().replace(hour=_MORNING.hour, minute=_MORNING.minute) + _DAY
    while morning < present:
        yield morning
        checks_open()
        if morning < present - _LEFT:
            for check in DayCheck.objects.filter(signed_at=None).select_related("policy").order_by("day"):
                _sign(check, owed_words(rows_of_day(check.policy, check.day)), chance.choice(staff), chance)
        morning += _DAY


def _last_day() -> None:
    """Put before whoever looks at the demo."""
    checks_open()


def _sign(check: DayCheck, rows: list[Row], person: Person, chance: Random) -> None:
    for each in shown(rows[:MOST_AT_ONCE]):
        reasons = [reason.name for reason in each.tier.miss_reasons] if each.tier else []
        reason = chance.choice(reasons) if reasons and each.row.state == "missed" else ""
        slot = [(each.schedule, each.row.slot_at)]
        slots_remark(actor=person, slots=slot, words=chance.choice(_DONE), reason=reason)
    check_sign(actor=person, check=check, words="" if rows else "All copies came in time.")
    if rows and chance.random() < 1 / 3:
        check_note(actor=person, check=check, words="The customer was told by telephone.")
