"""What bodies of patching name: servers, servers in rings, releases."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.models import Server
from hostops.lib.references import number_of
from maintenance.api.fields import is_name, servers_found
from maintenance.patching.models import Release

_MOST, _MOST_RINGS, _SAID = 5_000, 20, 10
_NAME = {"oneOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}]}
_NAMES = {"type": "array", "items": _NAME, "minItems": 1, "examples": [["web1", "harbor/web2"]]}
_RINGS = {"type": "array", "items": _NAMES, "minItems": 1, "examples": [[["web1"], ["web2", "web3"]]]}


def _with_contracts(servers: Iterable[Server]) -> list[Server]:
    """The same rows with what policies are found by, in their order; one statement."""
    wanted = [server.pk for server in servers]
    return list(map(Server.objects.select_related("account", "contract").in_bulk(wanted).__getitem__, wanted))


@extend_schema_field(_NAMES)
class Servers(serializers.Field[list[Server], Any, list[str], Any]):
    """Servers by hostname, by account/hostname where two accounts have one of the name, or by id."""

    def to_internal_value(self, data: Any) -> list[Server]:
        names = _names(data)
        found, missing = servers_found(self.context["request"].user, names)
        if missing:
            raise serializers.ValidationError(f"There is no {', '.join(map(str, missing[:_SAID]))}.")
        return _with_contracts(found)

    def to_representation(self, value: Any) -> list[str]:
        return sorted(server.hostname for server in value)


@extend_schema_field(_RINGS)
class Rings(serializers.Field[list[list[Server]], Any, list[list[str]], Any]):
    """Servers in rings, the pilots first, each as in `Servers`. A name that is not there is told at its ring."""

    def to_internal_value(self, data: Any) -> list[list[Server]]:
        if not isinstance(data, list) or not 0 < len(data) <= _MOST_RINGS:
            raise serializers.ValidationError(f"Write a list of 1 to {_MOST_RINGS} rings, the pilots first.")
        rings, wrong = [], {}
        for place, ring in enumerate(data):
            try:
                rings.append(self._ring(ring))
            except serializers.ValidationError as error:
                wrong[str(place)] = error.detail
        if wrong:
            raise serializers.ValidationError(wrong)
        return rings

    def _ring(self, ring: Any) -> list[Server]:
        found, missing = servers_found(self.context["request"].user, _names(ring))
        if missing:
            raise serializers.ValidationError(f"There is no {', '.join(map(str, missing[:_SAID]))}.")
        return _with_contracts(found)

    def to_representation(self, value: Any) -> list[list[str]]:
        return [sorted(server.hostname for server in ring) for ring in value]


def _names(data: Any) -> list[Any]:
    if not isinstance(data, list) or not 0 < len(data) <= _MOST or not all(map(is_name, data)):
        raise serializers.ValidationError(f"Write a list of 1 to {_MOST} servers by name.")
    return data


class ServerName(serializers.CharField):
    """One server, in the same way."""

    def to_internal_value(self, data: Any) -> Any:
        found, missing = servers_found(self.context["request"].user, [super().to_internal_value(data)])
        if missing:
            raise serializers.ValidationError(f"There is no {missing[0]}.")
        return found[0]


class ReleaseNumber(serializers.CharField):
    """`RL-12`, or its id as text."""

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        number = number_of(Release.PREFIX, text if text[:1].isalpha() else f"{Release.PREFIX}-{text}")
        found = Release.objects.filter(pk=number).first() if number else None
        if found is None:
            raise serializers.ValidationError("There is no such release; write it as RL-12.")
        return found
