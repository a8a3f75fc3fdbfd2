"""What affected people are told of a window: the letter to each, and the rows that keep what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.alerts.notices import Message, notices_send
from hostops.alerts.wording import address_of, moment
from maintenance.calendars.attachment import Invitations
from maintenance.calendars.notices import with_servers
from maintenance.models import Addressee, Affected, Notice, Window
from maintenance.rules.changes import IMPACT_WORDS
from maintenance.rules.lengths import lasting

_TOLD = (Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT)
_OPENINGS = {
    Notice.Why.FIRST: "This is the notice of a service window.",
    Notice.Why.CHANGED: "A service window that you were told of changes. This notice takes the place of the earlier.",
    Notice.Why.TOLD: "A service window that you were told of becomes less than announced.",
    Notice.Why.CANCELLED: "A service window that you were told of is cancelled.",
    Notice.Why.REPORTED: "A service window is over. This is what was done.",
}
_PREFIXES = {Notice.Why.CHANGED: "Changed: ", Notice.Why.CANCELLED: "Cancelled: ", Notice.Why.REPORTED: "Report: "}
# Notices that are to be answered; the others only tell.
_ASKS = frozenset({Notice.Why.FIRST, Notice.Why.CHANGED})


@dataclass(frozen=True)
class Letter:
    """What one person reads."""

    title: str
    body: str


def token_hash(token: str) -> str:
    """How the secret of an answer's link is kept."""
    return sha256(token.encode()).hexdigest()


def people_of(affected: Sequence[Affected]) -> dict[int, list[Person]]:
    """By account: its holder and named contacts, who are told; one statement."""
    found: dict[int, list[Person]] = {}
    accounts = [row.account_id for row in affected]
    people = Person.objects.filter(account__in=accounts, role__in=_TOLD, is_active=True)
    for person in people.order_by("account", "full_name", "id"):
        found.setdefault(person.account_id or 0, []).append(person)
    return found


def letters_send(notice: Notice) -> None:
    """A letter to everybody of every affected account, into the outbox; all of them in a few statements."""
    rows_of = notice.window.affected.select_related("policy_version__policy").defer(*_LARGE)
    affected = list(with_servers(rows_of))
    people = people_of(affected)
    invitations = Invitations(notice)
    rows, messages = [], []
    for row in affected:
        for person in people.get(row.account_id, ()):
            token = token_urlsafe(32)
            rows.append(Addressee(notice=notice, affected=row, person=person, token_hash=token_hash(token)))
            # a report is no appointment any more
            calendar = "" if notice.why == Notice.Why.REPORTED else invitations.to(row, person)[1]
            messages.append(_message(notice, person, letter(notice, row, person, token), calendar))
    sent = notices_send(messages).filter(channel=Delivery.Channel.EMAIL)
    mails = dict(sent.order_by().values_list("recipient", "pk"))
    for addressee in rows:
        addressee.delivery_id = mails.get(addressee.person_id)
    Addressee.objects.bulk_create(rows)


_LARGE = ("policy_version__document", "policy_version__holidays")


def _message(notice: Notice, person: Person, said: Letter, calendar: str) -> Message:
    return Message(
        title=said.title,
        body=said.body,
        key=f"window:{notice.window_id}:notice:{notice.number}",
        recipient=person,
        url=f"/windows/{notice.window.number}/",
        calendar=calendar,
    )


def letter(notice: Notice, affected: Affected, person: Person, token: str) -> Letter:
    """What `person` of the affected account reads, times in their zone and the policy's."""
    window = notice.window
    title = f"[{window.number}] {_PREFIXES.get(Notice.Why(notice.why), '')}{notice.title}"
    lines = [
        f"Hello {person.display_name},",
        "",
        _OPENINGS[Notice.Why(notice.why)],
        "",
        *_facts(notice, affected, person),
    ]
    if notice.why in _ASKS and token:
        page = address_of(f"/windows/answer/{token}/")
        lines += ["", "Please accept, decline or ask, without signing in:", page]
    lines += ["", f"The window in the portal: {address_of(f'/windows/{window.number}/')}"]
    return Letter(title, "\n".join(lines))


def _facts(notice: Notice, affected: Affected, person: Person) -> Iterator[str]:
    yield f"Window:    {notice.title} ({notice.kind})"
    yield from _times(notice, zones_of(affected, person))
    for change in notice.changes:
        yield f"Changed:   {change}"
    if notice.why == Notice.Why.CANCELLED:
        return
    yield f"Decision:  {decision_words(notice.decision)}"
    if notice.decision != "not_used":
        yield f"Impact:    {IMPACT_WORDS[notice.impact]}"
        if notice.expected_downtime is not None:
            yield f"Downtime:  expected {lasting(timedelta(seconds=notice.expected_downtime))} within the window"
    yield from _paragraph("What you will notice:", notice.effect)
    if notice.kind in ("proactive", "emergency"):
        yield from _paragraph("Why it is needed now:", notice.window.justification)
    if notice.why == Notice.Why.REPORTED:
        yield from _paragraph("What was done:", notice.window.done)
        yield from _paragraph("Report:", notice.window.report)
    if affected.clause:
        yield ""
        yield f"This notice is promised by clause {affected.clause} of {_policy(affected)}."


def decision_words(decision: str) -> str:
    return {"used": "the window will be used", "not_used": "the window will not be used"}.get(decision, "not decided")


def _policy(affected: Affected) -> str:
    version = affected.policy_version
    return f"{version.policy.title}, version {version.number}" if version else "your policy"


def zones_of(affected: Affected, person: Person) -> list[ZoneInfo]:
    """The reader's zone, and the policy's where it is another."""
    version = affected.policy_version
    names = [person.timezone, version.parsed.policy.timezone if version else person.timezone]
    return [ZoneInfo(name) for name in dict.fromkeys(names)]


def _times(notice: Notice, zones: Sequence[ZoneInfo]) -> Iterator[str]:
    labels = ("From:", "Until:")
    for label, instant in zip(labels, (notice.starts_at, notice.ends_at), strict=True):
        for number, zone in enumerate(zones):
            yield f"{'' if number else label:<10} {moment(instant, zone)}"


def _paragraph(heading: str, text: str) -> list[str]:
    return ["", heading, text] if text else []


def notice_give(actor: Any, window: Window, why: Notice.Why, at: datetime, **given: Any) -> Notice:
    """Write what is said now, as the next of the window's notices, and send it to everybody affected.

    `given` are `due_at` and `changes`. The window's rows of affected accounts stand already.
    """
    number = (window.notices.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    said = {name: getattr(window, name) for name in _SAID}
    notice = Notice.objects.create(window=window, number=number, why=why, given_at=at, given_by=actor, **said, **given)
    letters_send(notice)
    return notice


_SAID = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "decision",
    "effect",
    "impact",
    "expected_downtime",
    "sequence",
)
