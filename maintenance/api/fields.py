"""Fields of the desk: a scope by names, a downtime as ISO 8601."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.models import Account, Location, Server, Zone
from hostops.clocks.businesstime import Duration
from maintenance.scope import Scope, names_of

_MOST = 10_000
_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
_SERVERS = {**_NAMES, "items": {"oneOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}]}}
_SCOPE = {
    "type": "object",
    "description": "`all`, or the union of what is named: slugs of accounts, zones, locations; servers by hostname, "
    "by account/hostname where two accounts have one of the name, or by id.",
    "properties": {
        "all": {"type": "boolean", "enum": [True]},
        "accounts": _NAMES,
        "servers": _SERVERS,
        "zones": _NAMES,
        "locations": _NAMES,
    },
    "additionalProperties": False,
    "minProperties": 1,
    "examples": [{"servers": ["web1"]}, {"all": True}],
}


@extend_schema_field({"type": "string", "examples": ["PT30M"]})
class DowntimeField(serializers.Field[timedelta, Any, str, Any]):
    """An exact time: `PT30M`. In the database it is seconds."""

    def to_internal_value(self, data: Any) -> timedelta:
        if not isinstance(data, str):
            raise serializers.ValidationError("Write a duration as text, such as PT30M.")
        try:
            duration = Duration.parse(data)
        except ValueError as error:
            raise serializers.ValidationError(f"{error}.") from None
        if duration.calendar_days or duration.calendar_months or duration.next_business_day:
            raise serializers.ValidationError("Write hours, minutes and seconds, such as PT36H; a day has no length.")
        return duration.exact

    def to_representation(self, value: Any) -> str:
        return str(Duration(seconds=value))


@extend_schema_field(_SCOPE)
class ScopeField(serializers.Field[Scope, Any, dict[str, Any], Scope]):
    """What a window is about. What is not there is refused by its name."""

    def to_internal_value(self, data: Any) -> Scope:
        if not isinstance(data, dict) or not data:
            raise serializers.ValidationError('Write what it is about, such as {"all": true} or {"servers": [...]}.')
        unknown = [str(name)[:40] for name in data if name not in {"all", *_LOOKUPS}]
        if unknown:
            raise serializers.ValidationError(f"A scope has no {', '.join(unknown)}.")
        everything = data.get("all", False)
        if not isinstance(everything, bool):
            raise serializers.ValidationError({"all": ["Write true or false."]})
        found = {name: self._looked_up(name, data[name]) for name in _LOOKUPS if name in data}
        scope = Scope(all=everything, **found)
        if not scope.named:
            raise serializers.ValidationError("It names nothing.")
        return scope

    def _looked_up(self, name: str, given: Any) -> list[Any]:
        if not isinstance(given, list) or len(given) > _MOST or not all(map(is_name, given)):
            raise serializers.ValidationError({name: [f"Write a list of at most {_MOST} names."]})
        found, missing = _LOOKUPS[name](self.context["request"].user, given)
        if missing:
            raise serializers.ValidationError({name: [f"There is no {', '.join(map(str, missing[:10]))}."]})
        return found

    def to_representation(self, value: Scope) -> dict[str, Any]:
        return names_of(value)


def is_name(name: Any) -> bool:
    return isinstance(name, str) or (isinstance(name, int) and not isinstance(name, bool) and 0 < name < 2**63)


Found = tuple[list[Any], list[Any]]


def _by_slug(model: Any) -> Callable[[Any, Iterable[Any]], Found]:
    def look_up(reader: Any, names: Iterable[Any]) -> Found:
        rows = {row.slug: row for row in model.objects.visible_to(reader).filter(slug__in=list(map(str, names)))}
        return list(rows.values()), [name for name in names if str(name) not in rows]

    return look_up


def servers_found(reader: Any, names: Iterable[Any]) -> Found:
    """By id, hostname or account/hostname; one that several accounts have is missing until the account is said."""
    names = list(dict.fromkeys(names))
    hosts = [str(name).rpartition("/")[2].lower() for name in names]
    seen: QuerySet[Server] = Server.objects.visible_to(reader).select_related("account")
    rows = seen.filter(Q(pk__in=[n for n in names if isinstance(n, int)]) | Q(hostname__in=_cases(hosts, names)))
    known: dict[Any, list[Server]] = {}
    for row in rows:
        for key in (row.pk, row.hostname.lower(), f"{row.account.slug}/{row.hostname}".lower()):
            known.setdefault(key, []).append(row)
    chosen = {name: known.get(name if isinstance(name, int) else name.lower(), []) for name in names}
    return [found[0] for found in chosen.values() if len(found) == 1], [
        name if not found else f"one {name}: say account/{name}" for name, found in chosen.items() if len(found) != 1
    ]


def _cases(hosts: list[str], names: list[Any]) -> list[str]:
    """As they were written and in small letters: that is how hostnames are kept."""
    return [*hosts, *(str(name).rpartition("/")[2] for name in names)]


_LOOKUPS: dict[str, Callable[[Any, Any], Found]] = {
    "accounts": _by_slug(Account),
    "servers": servers_found,
    "zones": _by_slug(Zone),
    "locations": _by_slug(Location),
}
