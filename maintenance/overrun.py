"""Windows that run towards their planned end, or past it: planners and engineers hear of it, managers of the end."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.alerts.notices import Message, notices_send
from hostops.alerts.wording import moment
from hostops.clocks.businesstime import Duration
from hostops.lib.now import now
from maintenance.checking import check_again
from maintenance.models import Window
from maintenance.states import State

_BEFORE = (Role.PLANNER, Role.ENGINEER)
_AT_END = (Role.PLANNER, Role.ENGINEER, Role.MANAGER)


def tell_overruns() -> int:
    """Tell of each window once before its planned end and once at it; how many messages are new.

    A message is known by its window, the end and which of the two it is: a window that ends at
    another time is told of again, one that was told of is not.
    """
    running = Window.objects.filter(state=State.IN_PROGRESS).order_by("id")
    near = [window for window in running if window.ends_at - _told_ahead(window) <= now()]
    messages = [message for window in near for message in _messages(window)]
    keys = [f"{message.key}:bell:p{message.recipient.pk}" for message in messages if message.recipient]
    known = set(Delivery.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [message for message, key in zip(messages, keys, strict=True) if key not in known]
    if new:
        notices_send(new)
    return len(new)


def _told_ahead(window: Window) -> timedelta:
    """How long before its end it is told of, by whichever policy of those affected wants it first."""
    rules = [terms.windows.end_told for terms in check_again(window).terms]
    return max((Duration.parse(rule.ahead).exact for rule in rules if rule), default=timedelta(0))


def _messages(window: Window) -> Iterator[Message]:
    over = window.ends_at <= now()
    roles, did = (_AT_END, "over") if over else (_BEFORE, "soon")
    for person in Person.objects.filter(role__in=roles, is_active=True).order_by("id"):
        yield _message(window, person, did)


def _message(window: Window, person: Person, did: str) -> Message:
    words = {"soon": "ends soon", "over": "runs past its end"}[did]
    ends = moment(window.ends_at, ZoneInfo(person.timezone))
    left = window.steps.filter(done_at=None).count()
    steps = f"\n{left} of its steps are not ticked off." if left else ""
    return Message(
        title=f"[{window.number}] {window.title} {words}",
        body=f"{window.number}, {window.title}, {words}: it was announced until {ends}.{steps}",
        key=f"window:{window.pk}:{did}:{int(window.ends_at.timestamp())}",
        recipient=person,
        url=f"/windows/{window.number}/",
    )
