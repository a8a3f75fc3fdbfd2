"""What the REST face shows of accounts, people, servers, software and places."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.models import Account, Location, Person, Server, Software, SoftwareRelease, Token, Zone
from hostops.accounts.roles import Role, granted, may
from hostops.api.fields import Instant


class AccountSerializer(serializers.ModelSerializer[Account]):
    class Meta:
        model = Account
        fields = ("slug", "name", "timezone")


class ContactSerializer(serializers.ModelSerializer[Person]):
    name = serializers.CharField(source="full_name")
    account = serializers.CharField(source="account.slug")

    class Meta:
        model = Person
        fields = ("id", "username", "name", "email", "phone", "role", "account", "timezone", "is_active")


class TokenSerializer(serializers.ModelSerializer[Token]):
    expires_at = Instant(allow_null=True)

    class Meta:
        model = Token
        fields = ("name", "prefix", "scope", "expires_at")


class MeSerializer(serializers.Serializer[Person]):
    """The caller: who they are, what they may do, and the token that they came with."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    name = serializers.CharField(source="full_name")
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    staff = serializers.BooleanField(source="is_staff_member")
    account = serializers.CharField(source="account.slug", default=None, allow_null=True)
    timezone = serializers.CharField()
    token = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField(help_text="The verbs that the role includes.")

    @extend_schema_field(TokenSerializer(allow_null=True))
    def get_token(self, person: Person) -> Mapping[str, Any] | None:
        token = self.context["request"].auth
        return TokenSerializer(token).data if token else None

    def get_may(self, person: Person) -> list[str]:
        return sorted(verb for verb in granted() if may(person, verb))


class ServerSerializer(serializers.ModelSerializer[Server]):
    account = serializers.CharField(source="account.slug")
    contract = serializers.CharField(source="contract.reference")
    zone = serializers.CharField(source="zone.slug", default=None, allow_null=True)
    location = serializers.CharField(source="zone.location.slug", default=None, allow_null=True)
    runs_on = serializers.SerializerMethodField(help_text="The id of the server that it runs on, of the caller's own.")
    online_at = Instant(allow_null=True)
    registered = serializers.SerializerMethodField(help_text="Online and registered, so that clocks run for it.")
    registered_at = Instant(allow_null=True)
    retired_at = Instant(allow_null=True)

    class Meta:
        model = Server
        fields = (
            "id", "hostname", "account", "contract", "zone", "location", "platform", "platform_version", "host_machine",
            "runs_on", "online_at", "registered", "registered_at", "retired_at",
        )  # fmt: skip

    def get_runs_on(self, server: Server) -> int | None:
        reader, host = self.context["request"].user, server.runs_on
        known = host is not None and (reader.is_staff_member or host.account_id == reader.account_id)
        return server.runs_on_id if known else None

    def get_registered(self, server: Server) -> bool:
        return server.registered_at is not None and server.retired_at is None


class ReleaseSerializer(serializers.ModelSerializer[SoftwareRelease]):
    class Meta:
        model = SoftwareRelease
        fields = ("version", "ready_at")


class SoftwareSerializer(serializers.ModelSerializer[Software]):
    releases = ReleaseSerializer(many=True)

    class Meta:
        model = Software
        fields = ("id", "name", "origin", "max_severity", "limit_reason", "releases")


class ZoneSerializer(serializers.ModelSerializer[Zone]):
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()

    class Meta:
        model = Zone
        fields = ("slug", "name", "latitude", "longitude")


class LocationSerializer(serializers.ModelSerializer[Location]):
    zones = ZoneSerializer(many=True)

    class Meta:
        model = Location
        fields = ("slug", "name", "timezone", "zones")
