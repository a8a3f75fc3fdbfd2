"""`/backups/restorable/`: to which instants a server can be brought back now, and where it cannot."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.api.restorable_shown import RestorableSerializer
from backups.restorable import Picture, restorable_of
from backups.rules.faults import Fault
from backups.rules.gaps import Gap
from backups.rules.restorable import Line, Point
from backups.rules.words import fault_words, gap_words, verdict_words
from backups.servernames import NotOneServer, server_named
from hostops.accounts.models import Server
from hostops.api.fields import Instant
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.views import ApiView
from hostops.clocks.businesstime.limits import OutOfRange
from hostops.lib.now import now
from hostops.policies.schema.backups import Scope


class Question(serializers.Serializer[Any]):
    server = serializers.CharField(help_text="The hostname.")
    account = serializers.CharField(
        required=False, help_text="The slug, where several accounts have a server of this name."
    )
    at = Instant(required=False, help_text="As it was, or would be, at this instant by what is known now.")


class RestorableView(ApiView):
    @extend_schema(parameters=[Question], responses=RestorableSerializer)
    def get(self, request: Request) -> Response:
        """The instants to which a server can be brought back, the latest first, and the gaps where that is promised.

        An incremental can be restored only with the full that it stands on and the incrementals between; a copy whose
        tool says that it needs none stands alone. Each gap either breaks a clause or is left by the policy itself.
        """
        asked = answered(request, Question)
        try:
            server = server_named(request.user, asked["server"], asked.get("account", ""))
        except NotOneServer as error:
            raise BadRequest(errors=[fault("server", detail=str(error), place="query")]) from None
        return Response(RestorableSerializer(told(_looked_at(server, asked.get("at") or now()))).data)


def _looked_at(server: Server, at: datetime) -> Picture:
    try:
        return restorable_of(server, at)
    except (OutOfRange, OverflowError):
        detail = "This is too far from the present to reckon with."
        raise BadRequest(errors=[fault("at", detail=detail, place="query")]) from None


def told(picture: Picture) -> dict[str, Any]:
    """The picture as the serializer takes it."""
    found, instants = picture.found, picture.found.instants
    return {
        "server": picture.server.hostname,
        "account": picture.server.account.slug,
        "at": picture.at,
        "oldest": instants[0].at if instants else None,
        "newest": instants[-1].at if instants else None,
        "instants": [_point(picture, one) for one in reversed(instants)],
        "not_restorable": [_point(picture, one) for one in reversed(found.points) if one.fault],
        "past_retention": found.past,
        "lines": [_line(line) for line in found.lines],
        "gaps": [_gap(scope, gap) for scope, gap in found.gaps],
        "left_open": picture.openings,
    }


def _point(picture: Picture, point: Point) -> dict[str, Any]:
    copy, row = point.copy, picture.told[point.copy.id]
    tier = picture.lines[copy.tier].stretches[-1].tier
    return {
        "at": point.at,
        "run": copy.id,
        "schedule": picture.schedules[copy.tier].number,
        "tier": copy.tier,
        "clause": tier.clause,
        "kind": copy.kind,
        "scope": copy.scope,
        "off_site": tier.off_site,
        "started_at": row.started_at,
        "external_id": row.external_id,
        "held": row.hold is not None,
        "suspicious": row.suspicious is not None,
        "needs": [one.id for one in point.stand.on],
        "until": None if point.fault else point.stand.until,
        "state": point.worth,
        **_why(point.fault),
    }


def _why(fault: Fault | None) -> dict[str, Any]:
    return {
        "cause": fault.cause if fault else None,
        "breaks": (fault.breaks if fault else None) or None,
        "left_by": list(fault.left_by) if fault else [],
        "words": f"{fault_words(fault)} {verdict_words(fault)}." if fault else "",
    }


def _line(line: Line) -> dict[str, Any]:
    ends: list[datetime] = [point.at for point in line.instants]
    return {
        "scope": line.scope,
        "tiers": [tier.name for tier in line.tiers],
        "count": len(ends),
        "oldest": ends[0] if ends else None,
        "newest": ends[-1] if ends else None,
    }


def _gap(scope: Scope, gap: Gap) -> dict[str, Any]:
    return {
        "scope": scope,
        "tier": gap.tier.name,
        "clause": gap.tier.clause,
        "from": gap.starts_at,
        "until": gap.ends_at,
        "slots": gap.slots,
        "before": gap.before,
        "after": gap.after,
        **_why(gap.fault),
        "words": f"{gap_words(gap)} {verdict_words(gap.fault)}.",
    }
