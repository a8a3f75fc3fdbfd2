"""Whether cases are covered: unregistered servers, foreign software, patches, fixes that were not installed."""

from hostops.lib.stage import Story
from tickets.actions import advice_record, coverage_decide
from tickets.models import Advice
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import answered, ended, opening, silence, worked_on
from tickets.seed.scenes.scene import Scene, days
from tickets.seed.troubles import FAULTS, Trouble
from tickets.seed.troubles.special import BASKET, BASKET_AGAIN, BLOG, PATCH, QUERIES, SECRETIVE, VISITORS


def _decide(part: Part, decision: str, clause: str, reason: str, advice: Advice | None = None) -> None:
    coverage_decide(actor=part.engineer, case=part.case, decision=decision, clause=clause, reason=reason, advice=advice)


def covered_all_the_same(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, FAULTS[2], severity=3, server=client.unregistered[0])
    part.file()
    yield part.at_work(hours=(1, 4))
    _decide(
        part, "covered", "itpdx:3d",
        "The server was ordered by us and its registration was forgotten on our side; it is covered from today.",
    )  # fmt: skip
    yield from answered(part)
    yield from worked_on(part)
    yield from ended(part)


def not_registered(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, FAULTS[9], severity=3, channel="email", server=client.unregistered[0])
    part.file()
    yield part.at_work(hours=(2, 5))
    _decide(
        part, "withheld", "itpdx:3d",
        "The server was set up by your agency and never registered. Register it, and the next case on it is covered.",
    )  # fmt: skip
    yield part.at_theirs(hours=(2, 9))
    part.withdraw()
    yield from silence(part)


def foreign_software(cast: Cast, client: Client, trouble: Trouble = BLOG) -> Story:
    part = Part(cast, client, trouble, severity=3)
    part.file()
    yield part.at_work(hours=(0.5, 3))
    _decide(part, "withheld", "itpdx:2a", f"{trouble.software} was neither developed nor approved by us.")
    yield part.at_work(hours=(0.1, 0.3))
    part.answer()
    yield part.at_theirs(hours=(3, 20))
    part.withdraw()
    yield from silence(part)


def visitors_counted(cast: Cast, client: Client) -> Story:
    yield from foreign_software(cast, client, VISITORS)


def patch_review(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, PATCH, severity=4, channel="email")
    part.file()
    yield from opening(part)
    yield part.at_work(hours=(3, 8))
    _decide(
        part, "consulting", "itpdx:2b", "Reviewing a custom patch is a consulting service; about four hours of work."
    )
    yield part.at_work(hours=(0.1, 0.4))
    part.answer()
    yield part.at_theirs(hours=(20, 40))
    part.say("We take the offer, please book it for next week.")
    yield part.at_work(days=(5, 7))
    part.resolve()
    yield from silence(part)


def tuning_asked_for(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, QUERIES, severity=4)
    part.file()
    yield from opening(part)
    yield part.at_work(hours=(4, 9))
    _decide(part, "consulting", "itpdx:6a", "Tuning queries is a consulting service. We offer it for a fixed price.")
    yield part.at_work(hours=(0.1, 0.4))
    part.answer()
    yield part.at_theirs(hours=(5, 30))
    part.withdraw()
    yield from silence(part)


def fix_advised(cast: Cast, client: Client) -> Story:
    """The earlier case of `fix_not_installed`: the customer is told which release mends it."""
    part = Part(cast, client, BASKET, severity=3)
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield part.at_work(hours=(4, 20))
    advice_record(actor=part.engineer, case=part.case, fixed_version="Storefront 4.3", told=part.reporter.full_name)
    part.resolve()
    yield from silence(part)


def fix_not_installed(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, BASKET_AGAIN, severity=3)
    part.file()
    yield from opening(part)
    yield part.at_work(hours=(1, 5))
    advice = Advice.objects.filter(case__contract=client.contract).latest("told_at")
    reason = f"Release 4.3 mends this; {advice.told} was told on {advice.told_at:%d %B}, and 4.2 still runs."
    _decide(part, "withheld", "itpdx:2c", reason, advice)
    yield part.at_work(hours=(0.1, 0.3))
    part.answer()
    yield part.at_theirs(days=(1, 2))
    part.say("Understood, we have planned the update to 4.3.")
    yield part.at_work(hours=(1, 4))
    part.resolve("withdrawn")
    yield from silence(part)


def access_not_given(cast: Cast, client: Client) -> Story:
    part = Part(cast, client, SECRETIVE, severity=3, channel="email")
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield part.at_work(hours=(0.5, 2))
    part.ask()
    yield part.at_work(days=(4, 5))
    part.go_on()
    _decide(
        part, "curtailed", "itpdx:5a", "Without a look at the application's log we can only watch the machine itself."
    )
    yield part.at_work(days=(1, 2))
    part.resolve("unresolvable", "Without the log the cause stays unknown. We gladly look again once we may read it.")
    yield from silence(part)


SCENES = (
    Scene("HS-2115", days(98), covered_all_the_same),
    Scene("HS-2107", days(121), not_registered),
    Scene("HS-2112", days(61), foreign_software),
    Scene("HS-2107", days(33), visitors_counted),
    Scene("HS-2101", days(92), patch_review),
    Scene("HS-2112", days(38), tuning_asked_for),
    Scene("HS-2101", days(112), fix_advised),
    Scene("HS-2101", days(47), fix_not_installed),
    Scene("HS-2115", days(74), access_not_given),
)
