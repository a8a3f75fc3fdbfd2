"""What the REST face takes and shows of where things stand."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Link, Location, Server, Zone
from hostops.api.serializers import StrictSerializer


class LinkSerializer(serializers.ModelSerializer[Link]):
    zone = serializers.CharField(source="zone.slug")
    other = serializers.CharField(source="other.slug")

    class Meta:
        model = Link
        fields = ("id", "zone", "other", "medium")


class AddLocation(StrictSerializer):
    """A place with data centres."""

    slug = serializers.SlugField(max_length=50)
    name = serializers.CharField(max_length=100)
    timezone = serializers.CharField(max_length=64)


class _Coordinates(StrictSerializer):
    name = serializers.CharField(max_length=100)
    latitude = serializers.DecimalField(max_digits=12, decimal_places=9, min_value=-90, max_value=90)
    longitude = serializers.DecimalField(max_digits=12, decimal_places=9, min_value=-180, max_value=180)


class ChangeZone(_Coordinates):
    """A zone's name, and where it stands in degrees."""


class AddZone(_Coordinates):
    """A zone of a location, with where it stands in degrees."""

    location = serializers.SlugRelatedField(slug_field="slug", queryset=Location.objects.all())
    slug = serializers.SlugField(max_length=50)


class ShownZone(serializers.ModelSerializer[Zone]):
    location = serializers.CharField(source="location.slug")
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()

    class Meta:
        model = Zone
        fields = ("slug", "name", "location", "latitude", "longitude")


class ConnectZones(StrictSerializer):
    """Two zones that are connected, in either order."""

    zone = serializers.SlugRelatedField(slug_field="slug", queryset=Zone.objects.all())
    other = serializers.SlugRelatedField(slug_field="slug", queryset=Zone.objects.all())
    medium = serializers.CharField(max_length=100, required=False, allow_blank=True)


class Why(StrictSerializer):
    """The reason, for the journal."""

    reason = serializers.CharField(max_length=2_000)


class PlaceServer(StrictSerializer):
    """Where a server stands, on what, and in which version; what is left out is emptied."""

    platform = serializers.CharField(max_length=60, allow_blank=True)
    platform_version = serializers.CharField(max_length=60, required=False, allow_blank=True)
    zone = serializers.SlugRelatedField(
        slug_field="slug", queryset=Zone.objects.all(), required=False, allow_null=True
    )  # fmt: skip
    runs_on = serializers.PrimaryKeyRelatedField(
        queryset=Server.objects.all(), required=False, allow_null=True, help_text="The id of the server it runs on."
    )
    host_machine = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="The name of a machine that is no server here."
    )


class FindingSerializer(serializers.Serializer[Any]):
    """One thing that is not as promised."""

    sort = serializers.ChoiceField(choices=("too_few_zones", "too_near", "no_link", "no_way_out"))
    clause = serializers.CharField()
    location = serializers.CharField(help_text="Its slug; empty for one that is promised and not in the inventory.")
    zones = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField()


class CheckedSerializer(serializers.Serializer[Any]):
    """What a policy promises of locations, checked."""

    policy = serializers.CharField(source="version.policy.slug")
    version = serializers.IntegerField(source="version.number")
    findings = FindingSerializer(many=True)
