"""Severities that go up and down for the reasons that the policy knows (itpdx:4b, 4i, 4k)."""

from hostops.lib.stage import Story
from tickets.actions import Upload, coverage_decide
from tickets.seed import sayings
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import again, answered, ended, fought, opening, silence
from tickets.seed.scenes.scene import Scene, days
from tickets.seed.troubles import FAULTS, QUESTIONS, REDUCTIONS
from tickets.seed.troubles.special import CAMPAIGN, LOST_ORDERS

_OVER = "The first case is nearly solved, and this one stops the customer's business."
_LOG = """10.20.4.17 - - "GET /search?q=lamp HTTP/2" 502 150 "-" rt=0.001 ua=closed
10.20.4.17 - - "GET /cart HTTP/2" 502 150 "-" rt=0.000 ua=closed
10.20.4.21 - - "POST /checkout HTTP/2" 502 150 "-" rt=0.001 ua=closed
"""


def raised(cast: Cast, client: Client) -> Story:
    """A Level 3 that grows: raised by the engineer, over the cap where the place is taken."""
    part = Part(cast, client, REDUCTIONS[4], severity=3)
    part.file()
    yield from opening(part)
    yield part.at_work(hours=(0.3, 1))
    part.say(cast.random.choice(sayings.GROWN))
    yield part.after(minutes=(4, 15))
    part.take()
    part.set_severity(2, "raised", override=_OVER)
    yield part.after(minutes=(6, 25))
    part.answer()
    yield from fought(part)
    yield from ended(part)


def overstated(cast: Cast, client: Client) -> Story:
    """Asked for as Level 2, verified as Level 4."""
    part = Part(cast, client, QUESTIONS[4], severity=2, channel="phone")
    part.file()
    yield from opening(part)
    yield part.after(minutes=(5, 12))
    part.take()
    part.set_severity(4, "verified", "Nothing is impaired; it is a question of looks.")
    yield from answered(part, late=False)
    yield from ended(part)


def customer_not_reached(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, LOST_ORDERS, severity=1, channel="phone")
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield part.after(minutes=(25, 45))
    part.speak("We need somebody of yours to compare the orders with us. We have called twice and reached nobody.")
    yield part.after(minutes=(35, 50))
    part.set_severity(3, "customer_unavailable", "Nobody could be reached for an hour, by telephone or by mail.")
    yield part.at_theirs(hours=(1, 4))
    part.say("We were all in the air, sorry. We are here now.")
    yield part.at_work(hours=(0.5, 2))
    part.work_around()
    yield from ended(part)


def information_withheld(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, CAMPAIGN, severity=2, channel="phone")
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield part.after(minutes=(10, 20))
    part.ask()
    yield part.after(minutes=(12, 30))
    part.reply()
    yield part.after(minutes=(30, 60))
    part.note()
    part.set_severity(3, "information_withheld", sayings.EVIDENCE)
    coverage_decide(
        actor=part.engineer, case=part.case, decision="curtailed", clause="itpdx:4k",
        reason="A campaign went out at noon although we were told of none; we work on it in office hours.",
    )  # fmt: skip
    yield part.at_work(hours=(0.5, 2))
    part.work_around()
    yield from ended(part)


def reopened_twice(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, FAULTS[6], severity=3)
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield part.at_work(hours=(3, 9))
    part.resolve()
    for _ in range(2):
        yield part.at_theirs(hours=(20, 50))
        yield from again(part)
    yield from silence(part)
    yield part.at_theirs(days=(1, 2))
    part.reopen()  # closed by then, and taken up again all the same
    yield part.answering(late=False)
    part.update()
    yield part.at_work(hours=(2, 9))
    part.resolve()
    yield from silence(part)


def with_files(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, REDUCTIONS[1], severity=2, channel="email")
    part.file(files=[Upload("access.log", _LOG.encode())])
    yield from opening(part)
    yield from answered(part, late=False)
    yield from fought(part)
    yield from ended(part)


def severe(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, REDUCTIONS[1], severity=2, channel="phone")
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield from fought(part)
    yield from ended(part)


SCENES = (
    Scene("HS-2101", days(66), raised),
    Scene("HS-2107", days(35), severe),
    Scene("HS-2107", days(35), raised),
    Scene("HS-2112", days(52), overstated),
    Scene("HS-2107", days(84), customer_not_reached),
    Scene("HS-2112", days(29), information_withheld),
    Scene("HS-2101", days(57), reopened_twice),
    Scene("HS-2101", days(41), with_files),
)
