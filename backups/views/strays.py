"""`/backups/strays/`: runs that were told and fit nowhere, for a person to see to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from backups.actions.straying import SETTLE, stray_assign, stray_put_away
from backups.forms.strays import AssignForm, AwayForm
from backups.models import Stray
from backups.models.stray import Why
from backups.naming import schedule_named
from hostops.accounts.roles import may, require
from hostops.web.acts import ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage

# What a person reads of a run that was told, in this order.
_TOLD = {
    "server": "Server",
    "tier": "Tier",
    "account": "Account",
    "status": "How it ended",
    "started_at": "Began",
    "finished_at": "Ended",
    "seconds": "Seconds",
    "bytes": "Bytes read",
    "external_id": "The tool's name for it",
    "tool": "Tool",
    "message": "It said",
    "needs": "It builds on",
    "detail": "More figures",
}
_NAMES = ("account", "received_by", "settled_by", "run__schedule__subject")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was told: an instant, or words where it is none or has no zone."""

    label: str
    words: str
    instant: datetime | None = None


def _said(name: str, value: Any) -> Said:
    if name.endswith("_at"):
        time = datetime.fromisoformat(value)
        return Said(_TOLD[name], value, time if time.tzinfo else None)
    if isinstance(value, dict):
        return Said(_TOLD[name], ", ".join(f"{key}: {below}" for key, below in value.items()))
    return Said(_TOLD[name], ", ".join(map(str, value)) if isinstance(value, list) else str(value))


class StrayFilters(django_filters.FilterSet):
    why = django_filters.ChoiceFilter(choices=Why.choices, empty_label="Any", label="Why")
    server = django_filters.CharFilter(lookup_expr="iexact", label="Server")
    settled = django_filters.ChoiceFilter(
        label="Which", choices=[("no", "That wait"), ("yes", "Settled")], empty_label="All", method="by_state"
    )

    class Meta:
        model = Stray
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        # what waits is what one comes for
        super().__init__({"settled": "no"} | (data.dict() if data else {}), *args, **kwargs)

    def by_state(self, rows: QuerySet[Stray], _: str, value: str) -> QuerySet[Stray]:
        return rows.filter(settled_at__isnull=value == "no")


class _Strays:
    """The staff's own: for customers they do not exist."""

    reader: Any

    def permit(self) -> None:
        if not self.reader.is_staff_member:
            raise Http404
        super().permit()  # type: ignore[misc]


class StraysPage(_Strays, ListPage):
    model = Stray
    template_name = "backups/strays.html"
    filters = StrayFilters
    orders = {"newest": ("-received_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "run__schedule")


class StrayPage(_Strays, DetailPage):
    model = Stray
    template_name = "backups/stray.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_NAMES)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        waits = self.object.settled_at is None
        told = [_said(name, self.object.told[name]) for name in _TOLD if name in self.object.told]
        return super().show(status, told=told, may_settle=waits and may(self.reader, SETTLE), **more)


class _OfStray(_Strays, ObjectActPage):
    model = Stray

    def permit(self) -> None:
        super().permit()
        require(self.reader, SETTLE)

    def about(self) -> str:
        named = " ".join(filter(None, (self.object.server, self.object.tier)))
        return f"{self.object.get_why_display()}: {named}"

    def done(self, result: Any) -> str:
        return reverse("backup_stray", args=[self.object.pk])


class StrayAssignPage(_OfStray):
    form_class = AssignForm
    title = "Give it to a schedule"
    hint = "It becomes a run of that schedule, with the figures that were told."
    submit = "Record it"
    said = "The run is recorded."

    def initial(self) -> dict[str, Any]:
        found = schedule_named(self.reader, self.object.server, self.object.tier)
        return {"schedule": found.number} if found else {}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "stray": self.object}

    def act(self, form: Any) -> Stray:
        return stray_assign(actor=self.reader, stray=self.object, **form.cleaned_data)


class StrayPutAwayPage(_OfStray):
    form_class = AwayForm
    title = "Put it away"
    hint = "It becomes no run. What was told stays, with your words."
    submit = "Put it away"
    said = "It is put away."

    def act(self, form: Any) -> Stray:
        return stray_put_away(actor=self.reader, stray=self.object, **form.cleaned_data)
