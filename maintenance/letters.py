"""What one affected person reads of a window, times in their zone and the policy's. Plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.alerts.wording import address_of, moment
from maintenance.models import Affected, Notice
from maintenance.rules.changes import IMPACT_WORDS
from maintenance.rules.lengths import lasting

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


def letter(notice: Notice, affected: Affected, person: Person, token: str) -> Letter:
    """What `person` of the affected account reads, times in their zone and the policy's."""
    window = notice.window
    title = f"[{window.number}] {_PREFIXES.get(Notice.Why(notice.why), '')}{notice.title}"
    if affected.dropped_at:
        return Letter(title, "\n".join(_no_longer(notice, affected, person)))
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


def _no_longer(notice: Notice, affected: Affected, person: Person) -> Iterator[str]:
    """For an account that a change has left out."""
    yield from (f"Hello {person.display_name},", "")
    yield from ("A service window that you were told of no longer touches your servers.", "")
    yield f"Window:    {notice.title} ({notice.kind})"
    yield from _times(notice, zones_of(affected, person))


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
