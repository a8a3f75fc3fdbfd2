"""Promises that were not kept, and what they are put down to (itpdx:4l, 5a)."""

from hostops.clocks.attribution import breach_attribute
from hostops.clocks.models import Clock
from hostops.lib.stage import Story
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import answered, ended, fought, opening, worked_on
from tickets.seed.scenes.scene import Scene, days, hours
from tickets.seed.troubles import ERP, OUTAGES, REDUCTIONS


def _put_down_to(part: Part, cause: str, clause: str, reason: str) -> None:
    clock = Clock.objects.select_related("subject", "version").get(subject=part.case.subject_id, kind="response")
    breach_attribute(actor=part.cast.manager, clock=clock, cause=cause, clause=clause, reason=reason)


def catastrophe(cast: Cast, client: Client) -> Story:
    """All hands on one outage; `late_for_it` pays for it."""
    part = Part(cast, client, OUTAGES[3], severity=1, channel="phone")
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield from fought(part)
    yield from ended(part)


def late_for_it(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, REDUCTIONS[2], severity=2, channel="phone")
    part.file()
    yield from opening(part)
    yield from answered(part, late=True)
    yield from fought(part)
    yield part.at_work(hours=(12, 20))
    _put_down_to(
        part, "catastrophic_outage", "itpdx:4l",
        "All engineers on duty were working on a catastrophic outage of another customer from before your call on.",
    )  # fmt: skip
    yield from ended(part)


def line_of_a_third(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, ERP[7], severity=None, channel="email")
    part.file()
    yield from answered(part, late=True)
    yield part.at_work(hours=(18, 30))
    _put_down_to(
        part, "third_party", "", "The telephone and mail lines of our office were cut by road works until noon."
    )
    yield from worked_on(part)
    yield from ended(part)


def our_own_fault(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, ERP[1], severity=None)
    part.file()
    yield from answered(part, late=True)
    yield part.at_work(hours=(18, 30))
    _put_down_to(
        part, "provider", "", "The request was assigned to a colleague on holiday; assignments are checked now."
    )
    yield from ended(part)


SCENES = (
    Scene("HS-2119", days(69), catastrophe, in_office=False),
    Scene("HS-2112", days(69) - hours(0.5), late_for_it, in_office=False),
    Scene("IO-3301", days(53), line_of_a_third),
    Scene("IO-3309", days(26), our_own_fault),
)
