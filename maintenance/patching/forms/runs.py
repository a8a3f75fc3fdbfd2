"""The forms of a patch run."""

from typing import Any

from django import forms

from hostops.lib.now import now
from hostops.web.fields import Instant, Text
from hostops.web.versioned import VersionedForm
from maintenance.models import Window
from maintenance.patching.actions.results import Told
from maintenance.patching.actions.runchange import TITLE_LONGEST
from maintenance.patching.forms.typed import InstalledTyped, ReleasesTyped, ServersTyped
from maintenance.patching.models import PatchResult, PatchRun
from maintenance.patching.platforms import CHOOSE, platform_choices
from maintenance.states import Decision

_TOLD = [choice for choice in PatchResult.State.choices if choice[0] != PatchResult.State.PENDING]


class _Windows(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to the type checker alone
    def label_from_instance(self, obj: Window) -> str:
        return f"{obj.number} {obj.title}, {obj.starts_at:%Y-%m-%d}"


class _WhenForm(VersionedForm):
    """When it is, and what customers notice of it."""

    title = forms.CharField(max_length=TITLE_LONGEST)
    planned_at = Instant(label="Begins")
    impact = forms.ChoiceField(label="What customers notice", choices=PatchRun.Impact.choices)
    window = _Windows(
        Window.objects.none(), label="In the service window", required=False, empty_label="None",
        help_text="A run that customers notice lies in one, as their policy says.",
    )  # fmt: skip
    reason = Text(
        label="Why then", rows=2,
        help_text="Only where it is sooner or later after a release than the policies say.",
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ahead = Window.objects.visible_to(reader).ahead(now()).exclude(decision=Decision.NOT_USED)
        windows: Any = self.fields["window"]
        windows.queryset = ahead.order_by("starts_at", "id")


class PlanForm(_WhenForm):
    platform = forms.ChoiceField(error_messages=CHOOSE)
    pilots = ServersTyped(
        label="Pilots, patched first",
        help_text="Names with spaces, commas or new lines between; harbor/web1 where two accounts have a web1.",
    )
    rest = ServersTyped(
        label="The others", required=False, rows=3,
        help_text="After the pilots and the policy's wait without an incident on them.",
    )  # fmt: skip
    releases = ReleasesTyped(required=False, help_text="Numbers such as RL-12; none for whatever is there.")
    field_order = (
        "title", "platform", "releases", "pilots", "rest", "planned_at", "impact", "window", "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, reader=reader, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["platform"].choices = platform_choices()
        for ring in ("pilots", "rest"):
            fields[ring].reader = reader
        del self.fields["version"]

    def given(self) -> dict[str, Any]:
        """What was typed, as `run_plan` takes it."""
        data = dict(self.cleaned_data)
        rings = [ring for ring in (data.pop("pilots"), data.pop("rest")) if ring]
        return {**data, "rings": rings}


class ChangeForm(_WhenForm):
    """Of a run that has not begun."""


class ReportForm(VersionedForm):
    """How it went on the ticked servers, each the same."""

    servers = forms.ModelMultipleChoiceField(
        PatchResult.objects.none(), widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick a server."}
    )
    state = forms.ChoiceField(label="How it went", choices=_TOLD)
    finished_at = Instant(label="When that was", required=False, help_text="Now, where nothing is said.")
    installed = InstalledTyped(
        label="What was installed", help_text="A package a line, with its version before and now: openssl 3.0.1 3.0.2"
    )
    message = Text(label="What there is to say of it", rows=3)

    def __init__(self, *args: Any, run: PatchRun, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = PatchResult.objects.visible_to(reader).filter(run=run)
        servers: Any = self.fields["servers"]
        servers.queryset = rows.select_related("server__account").order_by("ring", "server__hostname")
        servers.label_from_instance = _named

    def given(self) -> dict[str, Any]:
        """What was typed, as `run_report` takes it."""
        data = self.cleaned_data
        how = {name: data[name] for name in ("state", "finished_at", "installed", "message")}
        return {"results": [Told(server=row.server, **how) for row in data["servers"]]}


def _named(row: PatchResult) -> str:
    return f"{row.server.account.slug}/{row.server.hostname}, {row.get_state_display().lower()}"


class WhyForm(VersionedForm):
    reason = Text(label="Why", rows=3)
