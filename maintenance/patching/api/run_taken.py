"""What the calls of runs take."""

from typing import Any

from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from maintenance.api.named import WindowNumber
from maintenance.patching.actions.results import MESSAGE_LONGEST, Told
from maintenance.patching.actions.runchange import LONGEST, NAME_LONGEST, TITLE_LONGEST
from maintenance.patching.api.named import ReleaseNumber, Rings, ServerName
from maintenance.patching.models import PatchRun
from maintenance.patching.rules.outcome import ENDED

_VERSION_LONGEST, _PACKAGE_LONGEST = 120, 200
_WINDOW: dict[str, Any] = {"required": False, "allow_null": True, "help_text": "`SW-12`: the run lies in it."}
_REASON: dict[str, Any] = {"required": False, "allow_blank": True, "max_length": LONGEST}
_WHY_THEN = "Why it is nearer to a release, or farther from it, than promised."


def _releases() -> Any:
    return serializers.ListField(child=ReleaseNumber(), required=False, max_length=100, help_text="`RL-12`.")


def _external() -> Any:
    words = "A name of the caller's own, by which a run is known again."
    return serializers.CharField(required=False, allow_blank=True, max_length=NAME_LONGEST, help_text=words)


class PlanRun(StrictSerializer):
    """Which servers in which order, when, with which releases, and what customers notice."""

    platform = serializers.SlugField(max_length=80, help_text="As the policy names it: `linux`.")
    title = serializers.CharField(max_length=TITLE_LONGEST)
    planned_at = Instant()
    rings = Rings(help_text="Servers by name, the pilots first; the next ring begins after the policy's wait.")
    releases = _releases()
    impact = serializers.ChoiceField(choices=PatchRun.Impact.choices, required=False)
    window = WindowNumber(**_WINDOW)
    reason = serializers.CharField(help_text=_WHY_THEN, **_REASON)
    external_id = _external()


class ChangeRun(StrictSerializer):
    """Another time, impact or window; what is not given stays."""

    title = serializers.CharField(max_length=TITLE_LONGEST, required=False)
    planned_at = Instant(required=False)
    impact = serializers.ChoiceField(choices=PatchRun.Impact.choices, required=False)
    window = WindowNumber(**_WINDOW)
    reason = serializers.CharField(help_text=_WHY_THEN, **_REASON)


class CancelRun(StrictSerializer):
    """Why it does not take place."""

    reason = serializers.CharField(max_length=LONGEST)


class Package(StrictSerializer):
    """A package that was installed, and from which version to which."""

    package = serializers.CharField(max_length=_PACKAGE_LONGEST)
    to = serializers.CharField(max_length=_VERSION_LONGEST)

    def get_fields(self) -> dict[str, Any]:
        # `from` is no name that a class body can have
        was = serializers.CharField(max_length=_VERSION_LONGEST, required=False, allow_blank=True)
        return {**super().get_fields(), "from": was}


class TellResult(StrictSerializer):
    """How it went on a server; `finished_at` is now where it is not said."""

    server = ServerName(help_text="The hostname, account/hostname, or the id as text.")
    state = serializers.ChoiceField(choices=list(ENDED))
    finished_at = Instant(required=False, allow_null=True)
    installed = Package(many=True, required=False)
    message = serializers.CharField(required=False, allow_blank=True, max_length=MESSAGE_LONGEST)

    def validate(self, attrs: dict[str, Any]) -> Any:
        return Told(**attrs)


class TellResults(StrictSerializer):
    """How it went on one server or on all of them."""

    results = TellResult(many=True, allow_empty=False)


class RecordRun(TellResults):
    """A run that nobody planned, and how it went."""

    platform = serializers.SlugField(max_length=80)
    title = serializers.CharField(max_length=TITLE_LONGEST, required=False, allow_blank=True)
    started_at = Instant(required=False, allow_null=True)
    releases = _releases()
    impact = serializers.ChoiceField(choices=PatchRun.Impact.choices, required=False)
    external_id = _external()
