"""Short ways to clocks with thresholds, and to what came of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.core.mail import EmailMessage

from hostops.accounts.models import Account
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.clocks.thresholds import Entry, next_at
from hostops.policies.models import PolicyVersion
from hostops.subjects.kinds import Kind
from hostops.subjects.models import Subject
from tests.house import House

MINUTE = timedelta(minutes=1)


class People(dict[int, dict[str, list[int]]]):
    """Who stands in the roles that only the desk knows: {subject: {role: [person]}}."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def clear(self) -> None:
        super().clear()
        self.asked = []

    def of(self, subjects: Sequence[int]) -> dict[int, dict[str, list[int]]]:
        self.asked.append(list(subjects))
        return {subject: self[subject] for subject in subjects if subject in self}


PEOPLE = People()
# A kind as a desk registers one: pages, and people that only it knows.
SCENE = Kind("scene", "Scene", lambda reference: f"/scenes/{reference}/", PEOPLE.of)


def entry(key: str, at: datetime | None, *tell: str, **more: Any) -> Entry:
    """An unsaid threshold of revision 0 that tells the engineers and wakes nobody, unless said otherwise."""
    text = at.isoformat() if at else None
    plain = Entry(key=key, at=text, tell=list(tell or ("engineers",)), revision=0, wakes=False, said=False)
    return cast(Entry, {**plain, **more})


def subject(account: Account | None, **more: Any) -> Subject:
    number = Subject.objects.count() + 1
    return Subject.objects.create(
        account=account, **{"kind": "scene", "reference": f"S-{number}", "title": "Shop is down", **more}
    )


def clock(house: House, *thresholds: Any, **more: Any) -> Clock:
    """A running clock of harbor's with these thresholds, due when its breach is."""
    due = next((datetime.fromisoformat(one["at"]) for one in thresholds if one["key"] == "breach"), None)
    given: dict[str, Any] = {
        "kind": "response",
        "clause": "itpdx:4c",
        "version": PolicyVersion.objects.filter(policy__slug="itpdx").latest("number"),
        "opened_at": datetime.fromisoformat(thresholds[0]["at"]) - MINUTE,
        "started_at": datetime.fromisoformat(thresholds[0]["at"]) - MINUTE,
        "due_at": due,
        "thresholds": list(thresholds),
        "next_at": next_at(thresholds),
        **more,
    }
    if "subject" not in given:
        given["subject"] = subject(house.harbor)
    return Clock.objects.create(**given)


def running(house: House, now: datetime, **more: Any) -> Clock:
    """A clock that crosses 50% in 5 minutes, 80% in 8, and is due in 10."""
    return clock(
        house,
        entry("50%", now + 5 * MINUTE),
        entry("80%", now + 8 * MINUTE),
        entry("breach", now + 10 * MINUTE, "engineers", "managers"),
        **more,
    )


def said(clock: Clock) -> list[tuple[str, datetime, list[str]]]:
    """What was said of the clock: threshold, instant, roles."""
    return list(Alert.objects.filter(clock=clock).order_by("instant", "id").values_list("threshold", "instant", "tell"))


def alert(house: House, now: datetime, *tell: str, key: str = "breach", **more: Any) -> Alert:
    """A clock of harbor's that has just crossed a threshold, swept."""
    watched = clock(house, entry(key, now, *tell, wakes=more.pop("wakes", False)), **more)
    sweep()
    return Alert.objects.get(clock=watched)


def mails(**fields: Any) -> list[Delivery]:
    return list(Delivery.objects.filter(channel="email", **fields).order_by("id"))


def told(alert: Alert) -> set[str]:
    """Who gets a mail of it."""
    return {mail.recipient.username for mail in mails(alert=alert) if mail.recipient}


def sent_to(box: list[EmailMessage]) -> list[str]:
    return [mail.to[0] for mail in box]
