"""`/reports/attainment/`, `/reports/promises/`, `/reports/today/`: the figures of the pages, by the same counting."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from hostops.accounts.roles import require
from hostops.api.pagination import CURSOR, DEFAULT_LIMIT, LIMIT, MOST
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.views import ApiView
from hostops.lib.now import now
from tickets.reports.api import serializers
from tickets.reports.api.question import AttainmentQuestion, PromisesQuestion, ZoneQuestion
from tickets.reports.attainment import Compared, Report, attainment
from tickets.reports.listing import Listed, Listing, NoPosition
from tickets.reports.today import Load, today
from tickets.reports.words import DEFINITION

_PAGES = [
    OpenApiParameter(CURSOR, str, description="Where the page begins: take it from a next or previous link."),
    OpenApiParameter(
        LIMIT,
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
        description="How many results a page has at most.",
    ),
]
_BACKWARDS = "-"


class Attainment(ApiView):
    """What was kept of what was promised: in a period, by promise, severity and account, beside the period before.

    Each month of the twelve up to the period's end stands in `months`. Without `period` and `from`
    it is the present month. An account holder is told of its own account, staff of all.
    """

    @extend_schema(parameters=[AttainmentQuestion], responses=serializers.AttainmentSerializer)
    def get(self, request: Request) -> Response:
        require(request.user, "tickets.report.attainment")
        report = attainment(request.user, answered(request, AttainmentQuestion), now())
        return Response(serializers.AttainmentSerializer(_shown(report)).data)


class Promises(ApiView):
    """The promises that the figures of `/reports/attainment/` count, the newest decided first."""

    @extend_schema(parameters=[PromisesQuestion, *_PAGES], responses=serializers.PromisesPageSerializer)
    def get(self, request: Request) -> Response:
        require(request.user, "tickets.report.attainment")
        asked, result = answered(request, PromisesQuestion, CURSOR, LIMIT)
        listing = Listing(request.user, asked, result, now())
        cursor = request.query_params.get(CURSOR, "")
        sides = {"before": cursor[1:]} if cursor.startswith(_BACKWARDS) else {"after": cursor}
        try:
            page = listing.page(_limit(request), **sides)
        except NoPosition as error:
            raise BadRequest(errors=[fault(CURSOR, detail=str(error), place="query")]) from None
        found = {
            "next": _link(request, page.after, ""),
            "previous": _link(request, page.before, _BACKWARDS),
            "results": [_promise(each) for each in page.rows],
        }
        return Response(serializers.PromisesPageSerializer(found).data)


class TodayFigures(ApiView):
    """What stands now: live cases by severity and by person, the last hours' alerts, and when cases arrive."""

    @extend_schema(parameters=[ZoneQuestion], responses=serializers.TodaySerializer)
    def get(self, request: Request) -> Response:
        require(request.user, "tickets.report.today")
        zone = answered(request, ZoneQuestion)
        found = today(request.user, now(), zone)
        week = found.week
        shown = {
            "at": found.at,
            "zone": str(zone),
            "total": found.total,
            "by_severity": [{"severity": level, **_load(load)} for level, load in found.by_severity],
            "by_person": [{**_who(person), **_load(load)} for person, load in found.by_person],
            "alerts": found.told,
            "arrivals": _Arrivals(week.period, week.hours),
        }
        return Response(serializers.TodaySerializer(shown).data)


class _Arrivals:
    """A period with what arrived in it."""

    def __init__(self, period: Any, hours: Any) -> None:
        self.name, self.key, self.start, self.end = period.name, period.key, period.start, period.end
        self.hours = hours


def _shown(report: Report) -> dict[str, Any]:
    period = report.asked.period
    return {
        "at": report.at,
        "zone": str(period.zone),
        "period": period,
        "before": period.before(),
        "total": report.total,
        "by_promise": [_line(*line) for line in report.by_promise],
        "by_account": [
            {"account": account.slug, **_line(promise, line)}
            for account, promise, line in report.by_account_and_promise
        ],
        "months": list(_months(report)),
        "definition": [{"word": word, "meaning": meaning} for word, meaning in DEFINITION],
    }


def _line(promise: tuple[str, int | None], found: Compared) -> dict[str, Any]:
    kind, level = promise
    return {"kind": kind, "severity": level, "now": found.now, "before": found.before, "change": found.change}


def _months(report: Report) -> Iterator[dict[str, Any]]:
    for (kind, level), line in report.trend.lines:
        for month, found in zip(report.trend.months, line, strict=True):
            shares = {"attained": found.attained, "attained_unexcused": found.attained_unexcused}
            counts = {
                "decided": found.decided,
                "kept": found.kept,
                "breached": found.breached,
                "excused": found.excused,
            }
            yield {"month": month.key, "kind": kind, "severity": level, **counts, **shares}


def _load(load: Load) -> dict[str, Any]:
    return {name: getattr(load, name) for name in Load.__dataclass_fields__}


def _who(person: Any) -> dict[str, Any]:
    return {"username": person.username if person else None, "name": person.display_name if person else "Nobody"}


def _promise(found: Listed) -> dict[str, Any]:
    subject, attribution = found.subject, found.attribution
    return {
        "clock": found.clock,
        "cycle": found.cycle,
        "kind": found.kind,
        "severity": found.level,
        "case": subject.reference,
        "title": subject.title,
        "account": subject.account.slug if subject.account else None,
        "due_at": found.due_at,
        "stopped_at": found.stopped_at,
        "decided_at": found.decided,
        "kept": found.kept,
        "cause": attribution.cause if attribution else None,
    }


def _limit(request: Request) -> int:
    written = request.query_params.get(LIMIT) or str(DEFAULT_LIMIT)
    if not (written.isascii() and written.isdecimal() and len(written) <= len(str(MOST)) and 1 <= int(written) <= MOST):
        raise BadRequest(errors=[fault(LIMIT, detail=f"Write a number from 1 to {MOST}.", place="query")])
    return int(written)


def _link(request: Request, token: str | None, direction: str) -> str | None:
    if token is None:
        return None
    return str(replace_query_param(request.build_absolute_uri(), CURSOR, direction + token))
