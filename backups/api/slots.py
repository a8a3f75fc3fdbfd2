"""`/backups/slots/`: what was expected when, and how each slot stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from backups.models import Schedule
from backups.rules.health import STATES
from backups.slots import Slot, slots_between
from hostops.accounts.models import Server
from hostops.api.fields import Instant
from hostops.api.pagination import CURSOR, DEFAULT_LIMIT, LIMIT, MOST, limit_of
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.views import ApiView
from hostops.lib.now import now

_SIGNER = signing.Signer(salt="backups.api.slots.cursor")
# Unless given: the days of the grid, and what comes next.
_BEFORE, _AFTER = timedelta(days=35), timedelta(days=1)
# More than this in one question is asked server by server.
_LONGEST, _LONGEST_OF_ONE = timedelta(days=62), timedelta(days=1100)
# Schedules that are read at once, and before a page is given that has not filled up.
_BATCH, _MOST_LOOKED_AT = 100, 2000


class Position(NamedTuple):
    """Behind this slot of this schedule the next page begins."""

    schedule: int
    slot: datetime


class Question(serializers.Serializer[Any]):
    until = Instant(required=False, help_text="Up to, and not at, this instant; a day ahead unless given.")
    at = Instant(required=False, help_text="As it was known then; now unless given.")
    server = serializers.CharField(required=False, help_text="A hostname, or the id of a server.")
    account = serializers.CharField(required=False, help_text="The slug of an account.")
    tier = serializers.CharField(required=False)
    state = serializers.ChoiceField(required=False, choices=STATES)

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        return {"from": Instant(required=False, help_text="35 days ago unless given."), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> Any:
        at = attrs.get("at") or now()
        until = attrs.get("until") or max(at, attrs.get("from") or at) + _AFTER
        given = {"from": until - _AFTER - _BEFORE, "until": until, "at": at, **attrs}
        longest = _LONGEST_OF_ONE if "server" in attrs else _LONGEST
        if given["from"] >= given["until"]:
            raise serializers.ValidationError({"until": ["It does not lie after from."]})
        if given["until"] - given["from"] > longest:
            raise serializers.ValidationError({"from": [f"Ask for {longest.days} days at most, more of one server."]})
        return given


class SlotShown(serializers.Serializer[Any]):
    server = serializers.CharField()
    account = serializers.CharField()
    tier = serializers.CharField()
    schedule = serializers.CharField(help_text="`BK-12`")
    slot = Instant(help_text="When a copy was expected.")
    due_at = Instant(help_text="With the grace.")
    until = Instant(allow_null=True, help_text="The next slot: what ends before it counts for this one.")
    state = serializers.ChoiceField(choices=STATES)
    late = serializers.ChoiceField(
        choices=("ran_on", "came_late"), allow_null=True, help_text="Of what is late: it began in time, or did not."
    )
    suspicious = serializers.BooleanField(help_text="Its figures are far from the schedule's own history.")
    run = serializers.IntegerField(allow_null=True, help_text="The run that decides.")
    finished_at = Instant(allow_null=True)
    quiet_by = serializers.CharField(allow_null=True, help_text="The service window that excuses it.")


class SlotsShown(serializers.Serializer[Any]):
    """In the order of schedules, and of each the earliest slot first. A page may hold fewer than asked for."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="Always null: slots are walked forward.")
    results = SlotShown(many=True)


@dataclass(frozen=True)
class _Asked:
    schedules: QuerySet[Schedule]
    start: datetime
    end: datetime
    at: datetime
    state: str | None


class Slots(ApiView):
    @extend_schema(
        parameters=[
            Question,
            OpenApiParameter(CURSOR, str, description="Where the page begins: take it from a next link."),
            OpenApiParameter(LIMIT, {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}),
        ],
        responses=SlotsShown,
    )
    def get(self, request: Request) -> Response:
        """The slots of a span as they stand at an instant: what the policy expects, against what ran."""
        given = answered(request, Question, CURSOR, LIMIT)
        asked = _Asked(_schedules(request, given), given["from"], given["until"], given["at"], given.get("state"))
        found, following = _page(asked, _opened(request), limit_of(request))
        address = request.build_absolute_uri()
        link = replace_query_param(address, CURSOR, _closed(following)) if following else None
        return Response(SlotsShown({"next": link, "previous": None, "results": [_shown(*one) for one in found]}).data)


def _schedules(request: Request, given: dict[str, Any]) -> QuerySet[Schedule]:
    found: QuerySet[Schedule] = Schedule.objects.visible_to(request.user).select_related("server__account")
    if "server" in given:
        found = found.filter(server__in=_servers(request.user, given["server"]))
    if "account" in given:
        found = found.filter(server__account__slug=given["account"])
    return found.filter(tier=given["tier"]) if "tier" in given else found


def _servers(reader: Any, name: str) -> QuerySet[Server]:
    seen: QuerySet[Server] = Server.objects.visible_to(reader)
    named = seen.filter(hostname__iexact=name)
    is_id = name.isascii() and name.isdigit() and len(name) < 19
    return named | seen.filter(pk=int(name)) if is_id else named


def _page(asked: _Asked, position: Position | None, limit: int) -> tuple[list[tuple[Schedule, Slot]], Position | None]:
    """The slots behind the position, and the position of the next page; None where there is no more."""
    found: list[tuple[Schedule, Slot]] = []
    last, looked = position, 0
    while batch := _batch(asked.schedules, last, first=looked == 0):
        for schedule, slot in _slots(asked, batch, position):
            if len(found) == limit:
                return found, Position(found[-1][0].pk, found[-1][1].at)
            found.append((schedule, slot))
        last, looked = Position(batch[-1].pk, asked.end), looked + len(batch)
        if looked >= _MOST_LOOKED_AT:
            return found, last
    return found, None


def _batch(schedules: QuerySet[Schedule], last: Position | None, *, first: bool) -> Sequence[Schedule]:
    """The next schedules; the first batch begins with the one that a page may have ended in."""
    behind = {"pk__gte" if first else "pk__gt": last.schedule} if last else {}
    return list(schedules.filter(**behind).order_by("pk")[:_BATCH])


def _slots(asked: _Asked, batch: Sequence[Schedule], position: Position | None) -> Iterator[tuple[Schedule, Slot]]:
    slots = slots_between(batch, asked.start, asked.end, asked.at)
    for schedule in batch:
        for slot in slots[schedule.pk]:
            seen = position is not None and (schedule.pk, slot.at) <= position
            if not seen and asked.state in (None, slot.state):
                yield schedule, slot


def _shown(schedule: Schedule, slot: Slot) -> dict[str, Any]:
    return {
        "server": schedule.server.hostname,
        "account": schedule.server.account.slug,
        "tier": schedule.tier,
        "schedule": schedule.number,
        "slot": slot.at,
        "due_at": slot.due_at,
        "until": slot.until,
        "state": slot.state,
        "late": slot.late or None,
        "suspicious": slot.suspicious,
        "run": slot.run.id if slot.run else None,
        "finished_at": slot.run.finished_at if slot.run else None,
        "quiet_by": slot.quiet_by or None,
    }


def _closed(position: Position) -> str:
    return _SIGNER.sign_object([position.schedule, position.slot.isoformat()])


def _opened(request: Request) -> Position | None:
    given = request.query_params.get(CURSOR, "")
    try:
        schedule, slot = _SIGNER.unsign_object(given) if given else (0, "")
        return Position(schedule, datetime.fromisoformat(slot)) if given else None
    except (signing.BadSignature, ValueError):
        detail = "This is no cursor of this list; follow its next links."
        raise BadRequest(errors=[fault(CURSOR, detail=detail, place="query")]) from None
