"""Demo windows of each kind, in the past half year and ahead, told by the desk's own actions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to, now
from hostops.lib.stage import Story
from maintenance import actions
from maintenance.models import Addressee, Window
from maintenance.scope import Scope
from maintenance.settling import settle_notices

_ZONE = "Europe/Stockholm"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SHARED = ("nordic", "pennine", "rheinwerk", "southern-cross")
_WORK = (
    ("Storage firmware and switches", "No sign-in for up to 40 minutes; batch jobs start later."),
    ("Operating system updates", "Each server restarts once, for about 15 minutes."),
    ("Database maintenance", "Reports are slow; orders go through."),
    ("Network renewal in Frankfurt", "Two interruptions of a few minutes each."),
    ("Hypervisor updates", "Servers move between hosts; you should notice nothing."),
    ("Backup appliances", "Restores are not possible during the window."),
)
_STEPS = (
    "Tell the duty engineer",
    "Stop the batch jobs",
    "Do the work",
    "Look at every service",
    "Start the batch jobs",
)


class Cast:
    """Who plays: a planner, a manager, an engineer, the accounts on common resources."""

    def __init__(self, demo: Demo) -> None:
        staff = Person.objects.filter(account=None).order_by("pk")
        self.demo, self.random = demo, demo.random
        self.planner = staff.filter(role=Role.PLANNER)[0]
        self.manager = staff.filter(role=Role.MANAGER)[0]
        self.engineer = staff.filter(role=Role.ENGINEER)[0]
        self.accounts = {account.slug: account for account in Account.objects.all()}

    @property
    def shared(self) -> Scope:
        return Scope(accounts=[self.accounts[slug] for slug in _SHARED])

    def contact(self, slug: str) -> Person:
        """Who speaks for the account."""
        people = Person.objects.filter(account=self.accounts[slug], role__in=(Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER))
        first: Person = people.order_by("pk")[0]
        return first

    def servers(self, slug: str, most: int) -> Scope:
        return Scope(servers=list(Server.objects.filter(account=self.accounts[slug], retired_at=None)[:most]))


def seed(demo: Demo) -> None:
    cast, present = Cast(demo), demo.present
    for months, number in zip(range(-6, 3), count()):
        starts_at = third_sunday(present, months)
        demo.stage.enlist(starts_at - 45 * _DAY, _monthly(cast, starts_at, number))
    for begins, story in _single(cast, present):
        demo.stage.enlist(begins, story)


def third_sunday(present: datetime, months: int) -> datetime:
    """Midnight of the third Sunday, so many months from the present one."""
    year, month = divmod(present.year * 12 + present.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    sunday = first + timedelta(days=(6 - first.weekday()) % 7 + 14)
    return datetime.combine(sunday, time(), tzinfo=ZoneInfo(_ZONE)).astimezone(UTC)


def _single(cast: Cast, present: datetime) -> Iterator[tuple[datetime, Story]]:
    yield present - 75 * _DAY, _late_and_moved(cast, _hour(present - 60 * _DAY, 20))
    yield present - 110 * _DAY, _proactive(cast, _hour(present - 70 * _DAY, 6))
    yield (urgent := _hour(present - 38 * _DAY, 14)) - 2 * _HOUR, _emergency(cast, urgent)
    yield present - 40 * _DAY, _agreed(cast, _hour(present - 25 * _DAY, 9))
    yield present - 3 * _DAY, _proposed(cast, _hour(present + 12 * _DAY, 9))


def _hour(day: datetime, hour: int) -> datetime:
    """That hour of the day, or of another where the window would cross New Year."""
    local = day.astimezone(ZoneInfo(_ZONE)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return (local + timedelta(days=4) if local.month == 12 and local.day > 28 else local).astimezone(UTC)


def _drafted(cast: Cast, kind: str, starts_at: datetime, length: timedelta, scope: Scope, number: int) -> Window:
    title, effect = _WORK[number % len(_WORK)]
    return actions.window_create(
        actor=cast.planner, kind=kind, title=title, starts_at=starts_at, ends_at=starts_at + length, timezone=_ZONE,
        scope=scope, effect=effect, impact="degraded" if number % 3 else "outage",
        expected_downtime=timedelta(minutes=15 + 5 * (number % 6)), steps=_STEPS,
    )  # fmt: skip


def _planned(cast: Cast, window: Window) -> None:
    actions.window_plan(actor=cast.planner, window=window, word="What else happens then was talked over.")


def _announced(cast: Cast, window: Window, decision: str = "used") -> None:
    """Decided, announced, taken by the mail server, and answered by some."""
    actions.window_decide(actor=cast.planner, window=window, decision=decision)
    actions.window_announce(actor=cast.planner, window=window)
    notice = window.notices.latest("number")
    moment = now() + timedelta(seconds=4)
    mails = Delivery.objects.filter(pk__in=notice.addressees.exclude(delivery=None).values("delivery"))
    mails.update(state=Delivery.State.SENT, sent_at=moment, next_try_at=None, attempts=1)
    with moved_to(moment + timedelta(seconds=3)):
        settle_notices()


def _answered(cast: Cast, window: Window, share: float) -> None:
    rows = Addressee.objects.filter(notice=window.notices.latest("number")).select_related("person", "notice__window")
    for row in rows:
        chance = cast.random.random()
        if chance < share:
            actions.notice_answer(actor=None, addressee=row, answer="accepted", by=Addressee.By.LINK)
        elif chance < share + 0.06:
            note = "Until when is ordering possible on Saturday?"
            actions.notice_answer(actor=row.person, addressee=row, answer="question", note=note)


def _run(cast: Cast, window: Window, done: str, late: timedelta = timedelta(0)) -> Story:
    """Started, its steps ticked off, finished."""
    window.refresh_from_db()
    actions.window_start(actor=cast.engineer, window=window)
    for step in window.steps.select_related("window"):
        yield now() + (window.ends_at - window.starts_at) / 8
        actions.step_tick(actor=cast.engineer, step=step)
    yield window.ends_at - timedelta(minutes=25) + late
    actions.window_finish(actor=cast.engineer, window=window, done=done)


def _monthly(cast: Cast, starts_at: datetime, number: int) -> Story:
    """A short window of the common resources; one of them is not used, one ends late."""
    window = _drafted(cast, "short", starts_at, 6 * _HOUR, cast.shared, number)
    yield starts_at - 40 * _DAY
    _planned(cast, window)
    yield starts_at - timedelta(days=9, hours=7, minutes=13 * number)
    _announced(cast, window, "not_used" if number == 2 else "used")
    yield now() + 20 * _HOUR
    _answered(cast, window, 0.75)
    if number != 2:
        yield starts_at + timedelta(minutes=2)
        yield from _run(cast, window, "Everything as planned.", late=_HOUR if number == 4 else timedelta(0))


def _late_and_moved(cast: Cast, starts_at: datetime) -> Story:
    """Its notice went out too late: it was moved by a week, and announced again."""
    window = _drafted(cast, "short", starts_at, 3 * _HOUR, cast.servers("nordic", 2), 2)
    _planned(cast, window)
    yield starts_at - 5 * _DAY
    _announced(cast, window)
    yield now() + 3 * _HOUR
    later = starts_at + 7 * _DAY
    actions.window_change(actor=cast.planner, window=window, starts_at=later, ends_at=later + 3 * _HOUR)
    _announced(cast, window)
    yield later
    yield from _run(cast, window, "Done a week later than planned at first.")


def _proactive(cast: Cast, starts_at: datetime) -> Story:
    """A long one that missed its notice of a month and was saved by that of a week."""
    window = _drafted(cast, "long", starts_at, 20 * _HOUR, cast.servers("rheinwerk", 3), 3)
    _planned(cast, window)
    yield starts_at - 12 * _DAY
    reason = "The vendor found a fault in the controllers that loses writes."
    actions.window_convert(actor=cast.planner, window=window, kind="proactive", justification=reason)
    yield now() + 3 * _HOUR
    actions.window_convert(actor=cast.manager, window=window, kind="proactive")
    yield starts_at - 10 * _DAY
    _announced(cast, window)
    yield now() + 5 * _HOUR
    _answered(cast, window, 0.9)
    yield starts_at
    yield from _run(cast, window, "All controllers run the new release.")


def _emergency(cast: Cast, starts_at: datetime) -> Story:
    """With two hours of notice, each account talked to, and the account of it the next morning."""
    window = _drafted(cast, "emergency", starts_at, 3 * _HOUR, cast.servers("pennine", 3), 4)
    answers = {
        "wider_effect": "The hole is in the hypervisor: every guest is open until it is closed.",
        "proportion": "One restart against a breach of all hosts.",
    }
    advisory = "VMSA-2026-0011, https://vendor.example/advisories/0011"
    actions.window_change(actor=cast.planner, window=window, advisory=advisory, answers=answers)
    _planned(cast, window)
    _announced(cast, window)
    yield now() + timedelta(minutes=35)
    said = "Go ahead, we have stopped the warehouse."
    account, who = cast.accounts["pennine"], cast.contact("pennine").display_name
    actions.consultation_log(actor=cast.engineer, window=window, account=account, spoken_with=who, said=said)
    yield starts_at
    yield from _run(cast, window, "All hosts patched, every guest restarted once.")
    yield now() + 14 * _HOUR
    report = "Nothing points to the hole having been used. Every host was closed within two hours."
    actions.window_report(actor=cast.engineer, window=window, report=report)


def _agreed(cast: Cast, starts_at: datetime) -> Story:
    """Proposed, countered by the customer, accepted, done."""
    window = _drafted(cast, "agreed", starts_at, 2 * _HOUR, cast.servers("harbor", 2), 1)
    actions.window_propose(actor=cast.planner, window=window, note="Two restarts of the shop, ten minutes each.")
    yield now() + 26 * _HOUR
    other = starts_at + 2 * _DAY
    contact = cast.contact("harbor")
    note = "That is our sale. Two days later is well."
    actions.window_counter(actor=contact, window=window, starts_at=other, ends_at=other + 2 * _HOUR, note=note)
    yield now() + 4 * _HOUR
    actions.window_accept(actor=cast.planner, window=window)
    yield now() + _DAY
    _announced(cast, window)
    yield other
    yield from _run(cast, window, "The shop was away for 14 minutes in all.")


def _proposed(cast: Cast, starts_at: datetime) -> Story:
    """Waits for the customer's word."""
    window = _drafted(cast, "agreed", starts_at, 2 * _HOUR, cast.servers("harbor", 1), 5)
    actions.window_propose(actor=cast.planner, window=window, note="Does the early morning suit you?")
    yield from ()
