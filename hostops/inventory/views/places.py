"""Writing down locations, zones and links."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.urls import reverse

from hostops.accounts.models import Link, Zone
from hostops.accounts.roles import require
from hostops.inventory import actions
from hostops.inventory.forms import LinkForm, LocationForm, ReasonForm, ZoneChangeForm, ZoneForm
from hostops.web.acts import ActPage, ObjectActPage


class _Add(ActPage):
    """Something new in the inventory; `verb` is what the role needs, `calls` the action."""

    verb = ""
    calls: ClassVar[Callable[..., Any]]
    submit = "Add it"

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def act(self, form: Any) -> Any:
        return self.calls(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("inventory")


class LocationAddPage(_Add):
    form_class, verb, title = LocationForm, "inventory.location.add", "Add a location"
    calls, said = staticmethod(actions.location_add), "The location is in the inventory."


class ZoneAddPage(_Add):
    form_class, verb, title = ZoneForm, "inventory.zone.add", "Add a zone"
    hint = "Where it stands decides whether zones are as far apart as promised."
    calls, said = staticmethod(actions.zone_add), "The zone is in the inventory."

    def initial(self) -> dict[str, Any]:
        return {"location": self.request.GET.get("location", "")}


class LinkAddPage(_Add):
    form_class, verb, title = LinkForm, "inventory.link.add", "Add a link"
    hint = "Two zones that are connected, in either order."
    calls, said = staticmethod(actions.link_add), "The link is in the inventory."

    def initial(self) -> dict[str, Any]:
        return {"zone": self.request.GET.get("zone", "")}


class ZoneChangePage(ObjectActPage):
    model, form_class = Zone, ZoneChangeForm
    title, submit, said = "Change the zone", "Change it", "The zone is changed."

    def permit(self) -> None:
        super().permit()
        require(self.reader, "inventory.zone.change")

    def about(self) -> str:
        return f"{self.object.name}, {self.object.slug}"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("name", "latitude", "longitude")}

    def act(self, form: Any) -> Zone:
        return actions.zone_change(actor=self.reader, zone=self.object, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("inventory")


class LinkRemovePage(ObjectActPage):
    model, form_class = Link, ReasonForm
    title, submit, said = "Remove the link", "Remove it", "The link is removed."
    hint = "Zones that are left without a link are no longer as promised; removed by mistake, it is added anew."

    def permit(self) -> None:
        super().permit()
        require(self.reader, "inventory.link.remove")

    def about(self) -> str:
        medium = f", {self.object.medium}" if self.object.medium else ""
        return f"{self.object.zone.name} and {self.object.other.name}{medium}"

    def act(self, form: Any) -> None:
        actions.link_remove(actor=self.reader, link=self.object, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("inventory")
