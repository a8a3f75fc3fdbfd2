"""The forms of the inventory."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from hostops.accounts.models import Location, Server, Zone
from hostops.web.fields import Text


def _zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones())]


class LocationForm(forms.Form):
    name = forms.CharField(max_length=100)
    slug = forms.SlugField(label="Short name", help_text="In small letters, for addresses: frankfurt")
    timezone = forms.ChoiceField(label="Time zone", choices=_zones)


class ZoneChangeForm(forms.Form):
    name = forms.CharField(max_length=100)
    # The action says what is missing and why it is needed.
    latitude = forms.DecimalField(required=False, help_text="Degrees, north of the equator above zero: 50.1196")
    longitude = forms.DecimalField(required=False, help_text="Degrees, east of Greenwich above zero: 8.7352")


class ZoneForm(ZoneChangeForm):
    location = forms.ModelChoiceField(Location.objects.all(), to_field_name="slug")
    slug = forms.SlugField(label="Short name", help_text="In small letters, for addresses: fra-4")
    field_order = ("location", "name", "slug", "latitude", "longitude")


class LinkForm(forms.Form):
    zone = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", label="From")
    other = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", label="To")
    medium = forms.CharField(required=False, max_length=100, label="What it is", help_text="Dark fibre, a carrier")


class ReasonForm(forms.Form):
    reason = Text(label="Why", rows=2)


class ServerForm(forms.Form):
    """`runs_on` is given by hostname, of a server that the reader may see."""

    platform = forms.CharField(required=False, max_length=60, help_text="As the policy names it: linux, powervs")
    platform_version = forms.CharField(required=False, max_length=60, label="Version")
    zone = forms.ModelChoiceField(Zone.objects.all(), to_field_name="slug", required=False)
    runs_on = forms.ModelChoiceField(
        Server.objects.none(), to_field_name="pk", required=False, help_text="The server of the portal that it runs on"
    )
    host_machine = forms.CharField(
        required=False, max_length=100, label="Other machine", help_text="That it runs on, and is no server here"
    )

    def __init__(self, *args: Any, reader: Any, server: Server, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Server.objects.visible_to(reader).filter(retired_at=None).exclude(pk=server.pk)
        self.fields["runs_on"].queryset = near.order_by("hostname")  # type: ignore[attr-defined]
