"""`POST /backups/restores/`: a restore asked for, as a case."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.asking import ASK, restore_ask
from backups.servernames import NotOneServer, server_named
from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.api.views import ApiView

_HIGHEST = 2**63 - 1


class AskRestore(StrictSerializer):
    """Either `run`, one of the copies of `/backups/restorable/`, or `to`: the last that can be restored by then."""

    server = serializers.CharField(help_text="The hostname.")
    account = serializers.CharField(
        required=False, help_text="The slug, where several accounts have a server of this name."
    )
    run = serializers.IntegerField(required=False, min_value=1, max_value=_HIGHEST)
    to = Instant(required=False)
    what = serializers.CharField(help_text="What is to be restored, and where to.")
    requested_severity = serializers.IntegerField(
        required=False, min_value=1, max_value=_HIGHEST, help_text="Where the policy has levels."
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        try:
            server = server_named(self.context["request"].user, attrs["server"], attrs.pop("account", ""))
        except NotOneServer as error:
            raise serializers.ValidationError({"server": [str(error)]}) from None
        return {**attrs, "server": server}


class AskedSerializer(serializers.Serializer[Any]):
    """The case that was opened."""

    case = serializers.CharField(source="number", help_text="`HC-1042`")
    server = serializers.CharField(source="server.hostname")
    title, description = serializers.CharField(), serializers.CharField()


class Restores(ApiView):
    takes = AskRestore

    @extend_schema(request=AskRestore, responses={HTTPStatus.CREATED: AskedSerializer})
    def post(self, request: Request) -> Response:
        """Ask for a restore. A case is opened that names the copy and what it builds on."""
        require(request.user, ASK)
        body = AskRestore(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        case = restore_ask(actor=request.user, channel="api", **body.validated_data)
        return Response(AskedSerializer(case).data, status=HTTPStatus.CREATED)
