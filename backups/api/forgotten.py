"""`/backups/expirable/report/restic/`: what `restic forget --json` printed, as it printed it."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.expiring import EXPIRE, Gone, copies_gone
from backups.api.expirable import GoneOutcomesSerializer, runs_by_name, server_meant, told
from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.api.pointers import faults
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.serializers import StrictSerializer
from hostops.api.views import ApiView

_MOST_GROUPS, _MOST_BYTES = 1_000, 10_000_000
_SHORT = 8


class ForgottenQuery(StrictSerializer):
    """Whose snapshots these are."""

    server = serializers.CharField()
    account = serializers.CharField(required=False)
    tier = serializers.CharField(required=False)


class RemovedSerializer(serializers.Serializer[Any]):
    """A snapshot, by its whole name."""

    id = serializers.CharField(min_length=_SHORT, max_length=200)


class ForgottenSerializer(serializers.Serializer[Any]):
    """One group; what else restic says of it is not read. `remove` is null where nothing went."""

    # Not `many=True`: that would let each of them be null as well.
    remove = serializers.ListField(child=RemovedSerializer(), required=False, allow_null=True)


class ForgetReport(ApiView):
    """Tell what `restic forget --json` removed, with its output as the body.

    `restic forget --keep-within 7d --json | curl --data-binary @- -H "Content-Type: application/json" ...`.
    Restic prints the same for `--dry-run`, with which nothing is gone: do not tell of that. A
    snapshot is known by its whole name or its short one, as its run was reported. `tier` narrows
    it to one; what was removed and is known to nobody here comes back as `unknown`.
    """

    takes: ClassVar[Any] = ForgottenSerializer
    max_bytes = _MOST_BYTES

    @extend_schema(
        parameters=[
            OpenApiParameter("server", str, required=True, description="The hostname."),
            OpenApiParameter("account", str, description="Where several accounts have a server of this name."),
            OpenApiParameter("tier", str),
        ],
        request=ForgottenSerializer(many=True),
        responses=GoneOutcomesSerializer,
    )
    def post(self, request: Request) -> Response:
        require(request.user, EXPIRE)
        asked = answered(request, ForgottenQuery)
        groups = ForgottenSerializer(data=request.data, many=True, max_length=_MOST_GROUPS)  # type: ignore[call-arg]
        names = [snapshot["id"] for group in _read(groups) for snapshot in group.get("remove") or ()]
        gone = [Gone(run) for run in _runs(request.user, _server(request.user, asked), asked.get("tier"), names)]
        outcomes = copies_gone(actor=request.user, gone=gone)
        return Response({"copies": [told(outcome) for outcome in outcomes]})


def _read(groups: Any) -> list[dict[str, Any]]:
    groups.is_valid(raise_exception=True)
    found: list[dict[str, Any]] = groups.validated_data
    return found


def _server(reader: Any, asked: dict[str, Any]) -> Server:
    try:
        return server_meant(reader, asked)
    except serializers.ValidationError as error:
        raise BadRequest(errors=faults(error.detail, place="query")) from None


def _runs(reader: Any, server: Server, tier: str | None, names: list[str]) -> list[int | None]:
    """The run of each snapshot: what `backup` prints, and was reported by, is the short name in older versions."""
    known = runs_by_name(reader, server, tier, [*names, *(name[:_SHORT] for name in names)])
    return [known.get(name) or known.get(name[:_SHORT]) for name in names]
