"""What brings cases and people together: a merged duplicate, a cause that was found, templates to begin with."""

from datetime import datetime, timedelta

from hostops.lib.now import now
from hostops.lib.stage import Story
from tickets.actions import case_link, case_merge, template_create, watcher_add
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import silence
from tickets.seed.scenes.scene import Scene, days
from tickets.seed.troubles import FAULTS, QUESTIONS

TEMPLATES = {
    "We are on it": "Hello {{reporter_first_name}},\n\nthank you for {{case}}. I have it now and look into it on "
    "{{server}}. You hear from me by {{due}}.\n\n{{engineer_first_name}}",
    "Is it solved?": "Hello {{reporter_first_name}},\n\nfrom our side {{case}} ({{title}}) is done. Does it work for "
    "you now?\n\n{{engineer_first_name}}",
    "Logs, please": "Hello {{reporter_first_name}},\n\nto find the cause of {{case}} we need the logs of {{server}} "
    "from an hour before it began. Please attach them here.\n\n{{engineer_first_name}}",
}


def templates(cast: Cast) -> Story:
    for name, body in TEMPLATES.items():
        template_create(actor=cast.manager, name=name, body=body)
    yield from ()


def reported_twice(cast: Cast, client: Client) -> Story:
    """A colleague reports what is reported already; the second case goes on in the first."""
    first = Part(cast, client, FAULTS[4], severity=3, reporter=client.people[0])
    first.file()
    yield _later(0.6)
    first.take()
    first.answer()
    yield _later(0.3)
    again = Part(
        cast, client, FAULTS[4], severity=4, reporter=client.people[-1], server=first.server, engineer=first.engineer
    )
    again.file()
    yield _later(0.4)
    case_merge(actor=first.engineer, case=again.case, target=first.case)
    yield _later(3)
    first.resolve()
    yield _later(2)
    first.thank()
    first.rate(5)
    yield from silence(first)
    yield from silence(again)


def one_caused_by_the_other(cast: Cast, client: Client) -> Story:
    """Two cases of which one turns out to be the other's cause; a colleague reads along."""
    cause = Part(cast, client, FAULTS[7], severity=3)
    cause.file()
    yield _later(1)
    cause.take()
    cause.answer()
    effect = Part(cast, client, QUESTIONS[4], severity=4, engineer=cause.engineer)
    effect.file()
    others = [person for person in client.people if person != effect.reporter]
    if others:
        watcher_add(actor=effect.reporter, case=effect.case, person=others[0])
    yield _later(2)
    effect.take()
    case_link(actor=cause.engineer, case=effect.case, target=cause.case, relation="caused_by")
    effect.answer()
    yield _later(20)
    cause.resolve()
    effect.resolve()
    yield from silence(cause)
    yield from silence(effect)


def _later(hours: float) -> datetime:
    return now() + timedelta(hours=hours)


SCENES = (
    Scene("HS-2101", days(17), reported_twice),
    Scene("HS-2107", days(24), one_caused_by_the_other),
)
