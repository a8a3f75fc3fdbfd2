"""The forms of the inventory."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from hostops.accounts.models import Location, Server, Zone
from hostops.inventory.actions.places import NO_COORDINATES
from hostops.web.fields import Text


def _zones() -> list[tuple[str, str]]:
    """All there are; none is taken for granted."""
    return [("", "Choose a time zone"), *((name, name) for name in sorted(available_timezones()))]


class LocationForm(forms.Form):
    name = forms.CharField(max_length=100)
    slug = forms.SlugField(label="Short name", help_text="In small letters, for addresses: frankfurt")
    timezone = forms.ChoiceField(label="Time zone", choices=_zones)


def _degrees(help_text: str) -> forms.DecimalField:
    """What is missing is refused in the action's words, which say why it is needed."""
    return forms.DecimalField(help_text=help_text, error_messages={"required": NO_COORDINATES})


class ZoneChangeForm(forms.Form):
    name = forms.CharField(max_length=100)
    latitude = _degrees("Degrees, north of the equator above zero: 50.1196")
    longitude = _degrees("Degrees, east of Greenwich above zero: 8.7352")


class ZoneForm(ZoneChangeForm):
    location = forms.ModelChoiceField(
        Location.objects.all(), to_field_name="slug", empty_label="Choose a location"
    )  # fmt: skip
    slug = forms.SlugField(label="Short name", help_text="In small letters, for addresses: fra-4")
    field_order = ("location", "name", "slug", "latitude", "longitude")


class LinkForm(forms.Form):
    zone = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", label="From", empty_label="Choose a zone")
    other = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", label="To", empty_label="Choose a zone")
    medium = forms.CharField(required=False, max_length=100, label="What it is", help_text="Such as dark fibre")


class ReasonForm(forms.Form):
    reason = Text(label="Why", rows=2, required=True)


class ServerForm(forms.Form):
    """`runs_on` is given by hostname, of a server that the reader may see."""

    platform = forms.CharField(required=False, max_length=60, help_text="As the policy names it: linux, powervs")
    platform_version = forms.CharField(
        required=False, max_length=60, label="Version", help_text="What is installed: 9.4"
    )
    zone = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", required=False, empty_label="Not said")
    runs_on = forms.ModelChoiceField(
        Server.objects.none(), to_field_name="pk", required=False, empty_label="No server of the portal",
        help_text="The server of the portal that it runs on; it stands in the same zone",
    )  # fmt: skip
    host_machine = forms.CharField(
        required=False, max_length=100, label="Other machine", help_text="That it runs on, and is no server here"
    )

    def __init__(self, *args: Any, reader: Any, server: Server, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Server.objects.visible_to(reader).filter(retired_at=None).exclude(pk=server.pk)
        self.fields["runs_on"].queryset = near.order_by("hostname")  # type: ignore[attr-defined]
