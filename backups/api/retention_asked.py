"""What `POST /backups/retention/preview/` is asked, checked part by part so that each error points at its place.

The runs of a history come by the ten thousand: one field reads them all, without an object for each.
"""

from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from backups.models import Schedule
from backups.rules.preview import Copy
from backups.rules.retention import checked_retention
from hostops.api.fields import Instant, parse_instant
from hostops.api.serializers import StrictSerializer
from hostops.clocks.businesstime.wall import in_utc, zone_named

MOST_RUNS, _MOST_TIERS, _LONGEST_NAME = 100_000, 1_000, 200
_LARGEST = 2**63 - 1
# So many faults are named; who has more of them has one fault, many times.
_FAULTS_NAMED = 50
_NAMES = ("id", "tier", "finished_at")
_NAME = {"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME}
ID = {"oneOf": [_NAME, {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST}]}
_RUN = {
    "type": "object",
    "required": list(_NAMES),
    "additionalProperties": False,
    "properties": {"id": ID, "tier": _NAME, "finished_at": {"type": "string", "format": "date-time"}},
}


class ReckonedInstant(Instant):
    """An instant within the dates that expiries are reckoned with."""

    def to_internal_value(self, data: Any) -> datetime:
        instant = super().to_internal_value(data)
        try:
            return in_utc(instant, "the time")
        except ValueError as error:
            raise ValidationError(f"{error}.") from None


@extend_schema_field({"type": "string", "examples": ["P7D", "P370D", "P1M"]})
class RetentionField(serializers.CharField):
    """Calendar days, weeks, months or years: `P7D`."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return checked_retention(super().to_internal_value(data))
        except ValueError as error:
            raise ValidationError(f"{error}.") from None


class TierSerializer(StrictSerializer):
    """How long the copies of a tier are kept."""

    name = serializers.CharField(max_length=_LONGEST_NAME, trim_whitespace=False)
    retention = RetentionField()


@extend_schema_field({"type": "array", "items": _RUN, "maxItems": MOST_RUNS})
class RunsField(serializers.Field[list[Copy], Any, Any, Any]):
    """`[{"id", "tier", "finished_at"}]`."""

    def to_internal_value(self, data: Any) -> list[Copy]:
        if not isinstance(data, list):
            raise ValidationError("Write a list of runs.")
        if len(data) > MOST_RUNS:
            raise ValidationError(f"There are {len(data)} runs; ask about {MOST_RUNS} at most.")
        wrong: dict[str, Any] = {}
        copies = [copy for number, run in enumerate(data) if (copy := _copy(run, number, wrong))]
        if wrong:
            raise ValidationError(wrong)
        return copies

    def to_representation(self, value: Any) -> Any:
        raise NotImplementedError("runs are only asked about")


def _copy(run: Any, number: int, wrong: dict[str, Any]) -> Copy | None:
    """The copy that one run left; what is wrong with it goes into `wrong`."""
    if isinstance(run, dict) and run.keys() == set(_NAMES) and _is_id(run["id"]) and _is_name(run["tier"]):
        try:
            return Copy(run["id"], run["tier"], _ended(run["finished_at"]))
        except ValueError:
            pass
    if len(wrong) < _FAULTS_NAMED:
        wrong[str(number)] = (
            dict(_faults(run)) if isinstance(run, dict) else [f"Write an object of {', '.join(_NAMES)}."]
        )
    return None


def _faults(run: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name in run:
        if name not in _NAMES:
            yield name[:60], [f"There is no such field; there are {', '.join(_NAMES)}."]
    for name in _NAMES:
        if name not in run:
            yield name, ["This field is required."]
    if "id" in run and not _is_id(run["id"]):
        yield "id", [f"Write a text of 1 to {_LONGEST_NAME} characters, or a whole number."]
    if "tier" in run and not _is_name(run["tier"]):
        yield "tier", [f"Write the name of a tier, of 1 to {_LONGEST_NAME} characters."]
    if "finished_at" in run:
        try:
            _ended(run["finished_at"])
        except ValueError as error:
            yield "finished_at", [str(error)]


def _ended(text: Any) -> datetime:
    if not isinstance(text, str):
        raise ValueError("Write a time as text, such as 2026-03-27T01:12:00Z.")
    return in_utc(parse_instant(text), "the end of the run")


def _is_id(value: Any) -> bool:
    return _is_name(value) or (isinstance(value, int) and not isinstance(value, bool))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


class HistorySerializer(StrictSerializer):
    """Whose copies, and how long each tier would be kept. Nothing narrows it: all that the caller may see."""

    account = serializers.CharField(required=False, help_text="Its slug.")
    server = serializers.CharField(required=False, help_text="The hostname.")
    tier = serializers.CharField(required=False, help_text="This tier alone.")
    tiers = TierSerializer(many=True, max_length=_MOST_TIERS)  # type: ignore[call-arg]

    def validate_tiers(self, tiers: list[dict[str, Any]]) -> dict[str, str]:
        if wrong := _said_twice([tier["name"] for tier in tiers], "name"):
            raise ValidationError(wrong)
        return {tier["name"]: tier["retention"] for tier in tiers}

    def schedules(self) -> QuerySet[Schedule]:
        """Those that the question means, of those that the caller may see."""
        paths = {"account": "server__account__slug", "server": "server__hostname__iexact", "tier": "tier"}
        meant = {paths[name]: value for name, value in self.validated_data.items() if name in paths}
        found: QuerySet[Schedule] = Schedule.objects.visible_to(self.context["request"].user).filter(**meant)
        return found


class PreviewSerializer(StrictSerializer):
    """Tiers with their retention, the runs that left copies, and the instant that is asked about."""

    tiers = TierSerializer(many=True, max_length=_MOST_TIERS)  # type: ignore[call-arg]
    runs = RunsField()
    at = ReckonedInstant()
    timezone = serializers.CharField(default="UTC", help_text="An IANA name, in which days are counted.")

    def validate_timezone(self, name: str) -> str:
        try:
            zone_named(name)
        except ValueError as error:
            raise ValidationError(f"{error}.") from None
        return name

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        names = [tier["name"] for tier in attrs["tiers"]]
        wrong: dict[str, Any] = {"tiers": _said_twice(names, "name"), "runs": _unknown_tiers(attrs["runs"], names)}
        wrong["runs"] = wrong["runs"] or _said_twice([(type(copy.id), copy.id) for copy in attrs["runs"]], "id")
        if any(wrong.values()):
            raise ValidationError({name: faults for name, faults in wrong.items() if faults})
        return {**attrs, "tiers": {tier["name"]: tier["retention"] for tier in attrs["tiers"]}}


def _said_twice(names: list[Any], where: str) -> dict[str, Any]:
    first: dict[Any, int] = {}
    again = [number for number, name in enumerate(names) if first.setdefault(name, number) != number]
    return {
        str(number): {where: [f"This is the {where} of number {first[names[number]]} too."]}
        for number in again[:_FAULTS_NAMED]
    }


def _unknown_tiers(copies: list[Copy], names: list[str]) -> dict[str, Any]:
    known = set(names)
    unknown = [number for number, copy in enumerate(copies) if copy.tier not in known]
    return {str(number): {"tier": [_no_tier(copies[number].tier, names)]} for number in unknown[:_FAULTS_NAMED]}


def _no_tier(name: str, names: list[str]) -> str:
    near = get_close_matches(name[:60], names, n=1)
    return "None of the tiers has this name" + (f"; did you mean {near[0]}?" if near else ".")
