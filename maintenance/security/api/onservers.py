"""What bodies and rows of the probing register have in common: servers by name, states at an instant."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from hostops.accounts.models import Server
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now
from maintenance.api.named import servers_in
from maintenance.security.actions.change import MOST_SERVERS

RANGE_LONGEST = 60


class Hostnames(serializers.SlugRelatedField[Server]):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="hostname", read_only=True, **kwargs)


class OnServers(StrictSerializer):
    """`servers` are looked up among the account's."""

    def validate(self, attrs: dict[str, Any]) -> Any:
        reader = self.context["request"].user
        if attrs.get("servers"):
            try:
                attrs["servers"] = servers_in(reader, attrs["servers"], attrs.get("account") or reader.account)
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"servers": error.detail}) from None
        return attrs


def hostnames() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(), max_length=MOST_SERVERS, required=False, help_text="Hostnames; none means all."
    )


def in_any(rows: Any, states: list[str]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows
    if states:
        found = rows.none()
        for state in states:
            found = found | rows.in_state(state, now())
    return found
