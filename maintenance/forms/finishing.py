"""The form that ends a window: what was done, and what was down."""

import re
from typing import Any

from django import forms

from hostops.accounts.models import Server
from hostops.lib.errors import BadField
from hostops.web.fields import Instant, Text
from maintenance.actions.downed import Down
from maintenance.affected import touched
from maintenance.forms.acts import WindowActForm

# The fields of what was down, by what the action calls them.
_DOWN = {"starts_at": "down_from", "ends_at": "down_until", "server": "down_servers"}


def at_fields(wrong: BadField) -> BadField:
    """The action's refusal of a downtime, under the names that the form's fields have."""
    named = {name: name.rpartition(".")[2] for name in wrong.errors if name.startswith("downtimes.")}
    return BadField({_DOWN.get(named.get(name, ""), name): detail for name, detail in wrong.errors.items()})


class FinishForm(WindowActForm):
    """Where customers were told to expect a downtime, what was down is asked (iptor:5d)."""

    done = Text(label="What was done")
    was_down = forms.ChoiceField(
        label="Customers were told to expect a downtime. Was anything down?",
        choices=[("no", "No, nothing"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether anything was down."},
    )
    down_from = Instant(label="Down from", seconds=True, required=False)
    down_until = Instant(label="Until", seconds=True, required=False, help_text="Empty while it goes on.")
    down_servers = forms.CharField(
        label="Which servers", required=False, max_length=20_000,
        help_text="Names with spaces or commas between. Empty for every server of the window.",
    )  # fmt: skip

    def prepare(self) -> None:
        if not self.shown.asks_what_was_down:
            for name in ("was_down", *_DOWN.values()):
                del self.fields[name]

    def opens_with(self) -> dict[str, Any]:
        return {"down_from": self.shown.window.started_at, "down_until": self.shown.at}

    @property
    def parts(self) -> list[tuple[forms.BoundField, str]]:
        if "was_down" not in self.fields:
            return []
        asked = dict.fromkeys(_DOWN.values(), "for-down")
        return [(self[name], asked.get(name, "")) for name in self.fields if name != "version"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("was_down") == "yes":
            if not data.get("down_from") and "down_from" not in self.errors:
                self.add_error("down_from", "Say from when.")
            self.servers = self._servers(re.split(r"[\s,;]+", data.get("down_servers", "").strip().lower()))
        return data

    def _servers(self, names: list[str]) -> list[Server]:
        mine = list(touched(self.shown.window).select_related("account"))
        wanted = {name for name in names if name}
        found = [one for one in mine if not wanted or wanted & {one.hostname, f"{one.account.slug}/{one.hostname}"}]
        missing = wanted - {said for one in found for said in (one.hostname, f"{one.account.slug}/{one.hostname}")}
        if missing:
            self.add_error("down_servers", f"The window has no server {', '.join(sorted(missing))}.")
        return found

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("was_down") != "yes":
            return {"done": data["done"]}
        downs = [Down(server, data["down_from"], data["down_until"]) for server in self.servers]
        return {"done": data["done"], "downtimes": downs}
