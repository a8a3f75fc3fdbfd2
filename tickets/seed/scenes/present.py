"""The present: cases that are open now, some due within minutes, and room for whoever tries the demo.

Harbor keeps its priority place and most of the others free, so that its named contact can report a
Level 1 at once.
"""

from datetime import datetime, timedelta

from hostops.lib.now import now
from hostops.lib.stage import Story
from tickets.actions import coverage_decide
from tickets.models import Channel
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import silence
from tickets.seed.scenes.scene import Plot, Scene, days, hours, minutes
from tickets.seed.troubles import ERP, FAULTS, OUTAGES, QUESTIONS, REDUCTIONS, Trouble


def reported(trouble: Trouble, level: int | None, channel: str = Channel.PORTAL, *, bare: bool = False) -> Plot:
    """Nobody has answered yet. `bare`: on a server that is not registered."""

    def plot(cast: Cast, client: Client) -> Story:
        server = client.unregistered[0] if bare else None
        Part(cast, client, trouble, severity=level, channel=channel, server=server).file()
        yield from ()

    return plot


def in_hand(trouble: Trouble, level: int | None, *steps: str, channel: str = Channel.EMAIL) -> Plot:
    """Answered, and then the `steps`, verbs of the part, some time after one another."""

    def plot(cast: Cast, client: Client) -> Story:
        part = Part(cast, client, trouble, severity=level, channel=channel)
        part.file()
        yield _later(0.7)
        part.take()
        part.tag()
        part.answer()
        for step in steps:
            yield _later(1.2)
            getattr(part, step)()
        yield from silence(part)

    return plot


def fought_for(cast: Cast, client: Client) -> Story:
    """A Level 1 of which there was word twenty minutes ago."""
    part = Part(cast, client, OUTAGES[3], severity=1, channel="phone")
    part.file()
    yield _later(5 / 60)
    part.take()
    part.answer()
    yield _later(36 / 60)
    part.update()
    yield _later(34 / 60)
    part.update()
    part.note()


def covered_by_decision(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, FAULTS[9], severity=3, server=client.unregistered[0])
    part.file()
    yield _later(3)
    coverage_decide(
        actor=part.engineer, case=part.case, decision="covered", clause="itpdx:3d",
        reason="Its registration was sent in and got lost with us; covered all the same.",
    )  # fmt: skip
    yield _later(1)
    part.take()
    part.answer()


def _later(number: float) -> datetime:
    return now() + timedelta(hours=number)


def _scene(contract: str, ago: timedelta, plot: Plot) -> Scene:
    """At its instant, whatever hour that is: it must be what the demo shows at any time of any day."""
    return Scene(contract, ago, plot, in_office=False)


SCENES = (
    # a Level 1 due in minutes, one being fought for, a Level 2 due within the half hour
    _scene("HS-2107", minutes(6), reported(OUTAGES[0], 1, "phone")),
    _scene("HS-2119", minutes(95), fought_for),
    _scene("HS-2112", minutes(33), reported(REDUCTIONS[0], 2, "phone")),
    # the next of that contract waits for its place, and one that nobody has called about for its call
    _scene("HS-2112", minutes(11), reported(REDUCTIONS[5], 2)),
    _scene("HS-2115", minutes(18), reported(REDUCTIONS[3], 2)),
    # a contract that is full: five open, two in line, one of the five on a server that was never registered
    _scene("HS-2115", days(4), in_hand(FAULTS[8], 3)),
    _scene("HS-2115", days(3), in_hand(FAULTS[3], 3, "ask")),
    _scene("HS-2115", days(2), in_hand(QUESTIONS[3], 4)),
    _scene("HS-2115", hours(30), reported(FAULTS[2], 3, bare=True)),
    _scene("HS-2115", hours(27), in_hand(FAULTS[9], 3, "work_around")),
    _scene("HS-2115", hours(20), reported(QUESTIONS[1], 4)),
    _scene("HS-2115", hours(3), reported(FAULTS[2], 3, "email")),
    # not paid yet, decided to be covered, forgotten, and without a word for too long
    _scene("HS-2131", hours(22), reported(QUESTIONS[6], 4)),
    _scene("HS-2107", days(2), covered_by_decision),
    _scene("HS-2112", days(6), reported(FAULTS[1], 3, "email")),
    _scene("IO-3309", days(9), in_hand(ERP[4], None, "note")),
    # service requests as they come and go
    _scene("IO-3301", minutes(50), reported(ERP[3], None, "phone")),
    _scene("IO-3301", hours(26), in_hand(ERP[5], None, "ask")),
    _scene("IO-3301", hours(47), in_hand(ERP[7], None, "work_around")),
    _scene("IO-3304", minutes(25), reported(ERP[0], None, "monitoring")),
    _scene("IO-3312", hours(5), reported(ERP[8], None, "api")),
    # harbor: two open, one asked, and what was solved these days
    _scene("HS-2101", hours(3), reported(QUESTIONS[2], 4)),
    _scene("HS-2101", hours(28), in_hand(FAULTS[0], 3, "note", "update")),
    _scene("HS-2101", days(2), in_hand(FAULTS[3], 3, "ask")),
    _scene("HS-2101", days(3), in_hand(FAULTS[5], 3, "work_around", "resolve", channel="portal")),
    _scene("HS-2101", days(7.5), in_hand(FAULTS[6], 3, "ask", "reply", "resolve", "thank", channel="phone")),
    _scene("HS-2101", days(13), in_hand(QUESTIONS[5], 4, "resolve", "reopen", "update", "resolve", "thank", "close")),
)
