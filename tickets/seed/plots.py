"""How cases go: from the report by way of answers, questions and ways around to the end.

Each plot is a story (`hostops.lib.stage`): it acts, and yields the instant at which it goes on.
"""

from datetime import timedelta

from hostops.lib.now import now
from hostops.lib.stage import Story
from tickets.clocks import CLOSING
from tickets.models import Rating
from tickets.seed import sayings
from tickets.seed.part import Part
from tickets.seed.verbs import Span
from tickets.states import State
from tickets.tasks import close_silent

# How many of all answers come late, and of the words in between.
_LATE_ANSWERS, _LATE_WORDS = 0.09, 0.12
# Each third case is tagged, each fourth rated by who says thanks: by its number, for chance tells the rest.
_TAGGED, _RATED = 3, 4
# One after the other as ratings come: by the case's number some would be missing whenever chance falls otherwise.
_STARS = (5, 4, 5, 3, 4, 5, 2)


def life(part: Part) -> Story:
    """A case from its report to its end."""
    part.file(timedelta(minutes=part.random.randint(3, 9)) if part.by_phone and part.chance(0.4) else None)
    yield from opening(part)
    yield from answered(part)
    if part.urgent:
        yield from fought(part)
    else:
        yield from worked_on(part)
    yield from ended(part)


def opening(part: Part) -> Story:
    """What must come before anybody owes an answer: a place in the line, the call of a priority case."""
    while part.case.state == State.HELD:
        yield part.after(hours=(1.5, 3))
        part.look_again()
    if part.waits_for_call:
        yield part.after(minutes=(2, 9))
        part.log_call()


def answered(part: Part, late: bool | None = None) -> Story:
    """The first answer; late where chance, or `late`, wants it."""
    late = part.chance(_LATE_ANSWERS) if late is None else late
    yield part.answering(late)
    part.take()
    if part.case.pk % _TAGGED == 0:
        part.tag()
    if late:
        part.apologise()
    elif part.by_phone and part.chance(0.3):
        part.log_call(answered=True)
    elif part.words.question and not part.urgent and part.chance(0.2):
        part.ask()
    else:
        part.answer()
    if part.case.severity and part.chance(0.3):
        part.set_severity(part.case.severity, "verified")
    if part.case.state == State.WAITING:
        yield from replied(part)


def replied(part: Part) -> Story:
    """The customer's turn: an answer, or none until work goes on without."""
    if part.chance(0.85):
        yield part.at_theirs(hours=(0.7, 26))
        part.reply()
    else:
        yield part.at_work(days=(3, 6))
        part.go_on()


def fought(part: Part) -> Story:
    """Level 1 and 2: a word again and again until the core works, then the severity goes down (itpdx:4i)."""
    gap: Span = (21, 49) if part.case.severity == 1 else (40, 100)
    for _ in range(part.random.randint(1, 2)):
        yield part.after(minutes=(70, 150) if part.chance(_LATE_WORDS) else gap)
        part.update()
    if part.chance(0.4):
        part.note()
    yield part.after(minutes=gap)
    part.work_around()
    yield part.after(minutes=(4, 25))
    part.set_severity(3, part.random.choice(["workaround", "core_restored"]))


def worked_on(part: Part) -> Story:
    """What happens between the answer and the resolution of a case that may take its time."""
    if part.chance(0.22):
        yield part.after(minutes=(2, 40))
        part.note()
    if part.words.question and part.chance(0.25):
        yield part.at_work(hours=(0.5, 5))
        part.ask()
        yield from replied(part)
    if part.words.workaround and part.chance(0.35):
        yield part.at_work(hours=(0.7, 9))
        part.work_around()
    elif part.chance(0.18):
        yield part.at_work(days=(5, 7)) if part.chance(_LATE_WORDS) else part.at_work(days=(0.6, 2))
        part.update()


def ended(part: Part) -> Story:
    """The resolution, by whom it comes, and what the customer makes of it."""
    yield part.at_work(hours=(1.5, 44))
    how = part.random.choices(["solved", "own", "withdrawn", "unresolvable"], [91, 4, 2, 3])[0]
    if how == "own":
        part.solve_themselves()
    elif how == "withdrawn":
        part.withdraw()
    elif how == "unresolvable":
        part.resolve("unresolvable", sayings.UNRESOLVABLE)
    else:
        part.resolve()
        yield from received(part)
    yield from silence(part)


def received(part: Part) -> Story:
    """The customer's word on a resolution: thanks, that it is not solved, or none."""
    word = part.random.choices(["thanks", "again", "nothing"], [66, 8, 26])[0]
    if word == "nothing":
        return
    yield part.at_theirs(hours=(1, 30))
    if word == "again":
        yield from again(part)
    else:
        part.thank()
        if part.case.pk % _RATED == 0:
            part.rate(_STARS[Rating.objects.count() % len(_STARS)])
        if part.chance(0.85):
            yield part.at_work(hours=(0.2, 5))
            part.close()


def again(part: Part) -> Story:
    """Reopened: answered anew, and resolved anew."""
    part.reopen()
    yield part.answering(part.chance(_LATE_ANSWERS))
    part.update()
    yield part.at_work(hours=(2, 30))
    part.resolve()


def silence(part: Part) -> Story:
    """Nobody writes any more: the case closes by itself when the policy says so."""
    while part.case.state == State.RESOLVED:
        yield (part.due_at(CLOSING) or now()) + timedelta(seconds=20)
        close_silent()
        part.look_again()
