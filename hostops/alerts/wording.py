"""What an alert says, to staff and to customers. Plain text, times in the reader's zone with the zone named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hostops.accounts.models import Person
from hostops.alerts.happenings import happenings
from hostops.alerts.models import Alert
from hostops.alerts.steps import plain, step_of
from hostops.lib.registry import Registry
from hostops.lib.text import clean_line
from hostops.policies.schema.durations import in_words

# What customers are told about a clock of a kind, where the plain words will not do. Desks add theirs
# with the fields of `_facts` in braces, as in: {reference} closes by itself on {due} unless you write.
customer_sentences: Registry[str] = Registry("sentence for customers")

_PHRASES = {
    "breach": "is overdue",
    "pending": "waits for its start",
    "pending:again": "still waits for its start",
    "set_aside": "is not being watched",
}
_ROLE_WORDS = {
    "assignee": "the one it is assigned to (or standing in)",
    "engineers": "an engineer",
    "planners": "a planner",
    "on_call": "the first on call",
    "second_on_call": "the second on call",
    "third_on_call": "the third on call",
    "managers": "a manager",
    "reporter": "who reported it",
    "contacts": "a named contact",
    "holder": "the account holder",
    "viewers": "a viewer of the account",
}
_LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Words:
    """`url` is the subject's page, without the host."""

    title: str
    body: str
    url: str


def words(alert: Alert, reader: Person, roles: Sequence[str]) -> Words:
    """The message for one reader. `alert` comes with its clock, subject and account."""
    facts = _facts(alert, reader)
    body = _for_staff(alert, facts) if reader.is_staff_member else _for_customer(alert, facts)
    because = " and as ".join(map(role_words, roles))
    text = "\n".join([*body, "", *_links(facts), "", f"You are told as {because}."])
    return Words(facts["headline"][:300], text, alert.clock.subject.url)


def unheard(alert: Alert, manager: Person) -> Words:
    """The message to a manager where nobody stands in the roles that were to be told."""
    said = words(alert, manager, ["managers"])
    why = f"Nobody could be told of this: no active person stands in the role {' or '.join(alert.tell)}."
    return Words(f"Nobody to tell: {said.title}"[:300], f"{why}\n\n{said.body}", said.url)


def role_words(role: str) -> str:
    """`the first on call`, `an engineer`."""
    return _ROLE_WORDS.get(role, role)


def phrase(threshold: str) -> str:
    """`80%` is "has used 80% of its time", `PT1H before` is "has less than 1 hour left"."""
    if step_of(threshold):
        return f"{phrase(plain(threshold))}, and nobody has acknowledged it"
    if threshold in happenings:
        return happenings[threshold]
    key, _, word = threshold.partition(" ")
    if word == "before":
        return f"has less than {in_words(key)} left"
    if key.endswith("%"):
        return f"has used {key} of its time"
    return _PHRASES.get(threshold) or _PHRASES.get(key.partition(":")[0], threshold)


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """`Tue 24 Nov 2026, 14:30 CET (Europe/Stockholm)`."""
    local = instant.astimezone(zone)
    name = local.tzname()
    return f"{local:%a %d %b %Y, %H:%M} {name}" + ("" if name == zone.key else f" ({zone.key})")


def address_of(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}" if path.startswith("/") else path


def _facts(alert: Alert, reader: Person) -> dict[str, Any]:
    clock, subject = alert.clock, alert.clock.subject
    what = clean_line(clock.kind.replace("_", " "))
    zone = ZoneInfo(reader.timezone)
    return {
        "what": what,
        "reference": clean_line(subject.reference),
        "title": clean_line(subject.title),
        "headline": clean_line(f"{subject.reference}: {what} {phrase(alert.threshold)}"),
        "due": moment(clock.due_at, zone) if clock.due_at else "not reckoned while it waits",
        "since": moment(alert.instant, zone),
        "noticed": moment(alert.raised_at, zone),
        "owner": clean_line(subject.account.name) if subject.account else "the provider's own",
        "reader": clean_line(reader.display_name),
        "page": address_of(subject.url),
        "clock": address_of(f"/clocks/{clock.pk}/"),
    }


def _for_staff(alert: Alert, facts: dict[str, Any]) -> list[str]:
    clock = alert.clock
    lines = [
        f"{facts['headline']}.",
        "",
        f"What:     {facts['title']}",
        f"Whose:    {facts['owner']}",
        f"Promise:  {facts['what']}, clause {clock.clause}" + (f", cycle {clock.cycle}" if clock.cycle > 1 else ""),
        f"Since:    {facts['since']}",
        f"Due:      {facts['due']}",
    ]
    if alert.raised_at - alert.instant > _LATE:
        lines.append(f"Noticed:  {facts['noticed']}; the portal was late to see it")
    if alert.note:
        lines += ["", alert.note]
    if clock.set_aside:
        lines += ["", f"The portal says nothing more of this clock until it is mended: {clock.set_aside}"]
    return lines


def _for_customer(alert: Alert, facts: dict[str, Any]) -> list[str]:
    kind = alert.clock.kind
    said = customer_sentences[kind].format_map(facts) if kind in customer_sentences else f"{facts['headline']}."
    return [
        f"Hello {facts['reader']},",
        "",
        said,
        "",
        f"About:    {facts['title']}",
        f"Due:      {facts['due']}",
    ]


def _links(facts: dict[str, Any]) -> list[str]:
    links = [f"Open it:  {facts['page']}"] if facts["page"] else []
    return [*links, f"Why then: {facts['clock']}"]
