"""What a window is about: everything, or accounts, zones and locations to tick and servers to type."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Lower

from hostops.accounts.models import Account, Location, Server, Zone
from maintenance.models import ScopeItem, Window
from maintenance.scope import Scope, scope_of

ALL, SOME = "all", "some"
# More than anybody types; whoever means so many names a zone.
_MOST_TYPED = 500
_NEAR = 3


class _Ticks(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic to the type checker alone
    """Rows to tick, by their slugs."""

    def __init__(self, label: str) -> None:
        super().__init__(
            queryset=Account.objects.none(),
            label=label,
            required=False,
            to_field_name="slug",
            widget=forms.CheckboxSelectMultiple,
        )


class ScopeForm(forms.Form):
    """`scope` in `given_scope()` is what the actions take."""

    names_nothing = "Name a location, a zone, an account or a server."
    scope = forms.ChoiceField(
        label="What is touched",
        choices=[(ALL, "Every server"), (SOME, "Only what is named below")],
        widget=forms.RadioSelect,
        initial=SOME,
    )
    locations = _Ticks("Locations")
    zones = _Ticks("Zones")
    accounts = _Ticks("Accounts, with all their servers")
    servers = forms.CharField(
        label="Servers",
        required=False,
        max_length=20_000,
        help_text="Names with spaces, commas or new lines between; harbor/web1 where two accounts have a web1.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def offer_scope(self, reader: Any) -> None:
        """Fill in what there is to tick."""
        self._reader = reader
        for name, model in (("locations", Location), ("zones", Zone), ("accounts", Account)):
            seen: QuerySet[Any] = model.objects.visible_to(reader)
            self.fields[name].queryset = seen  # type: ignore[attr-defined]

    @property
    def scope_ticks(self) -> list[forms.BoundField]:
        return [self["locations"], self["zones"], self["accounts"]]

    def clean_servers(self) -> list[Server]:
        """The servers of those names; every name that none or several have is told."""
        names = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["servers"].strip().lower())) or [""])
        wanted = [name.rpartition("/")[::2] for name in names if name]
        if len(wanted) > _MOST_TYPED:
            raise forms.ValidationError(f"At most {_MOST_TYPED} servers by name; name a zone or a location instead.")
        known = self._known([hostname for _, hostname in wanted]) if wanted else []
        found, wrong = [], []
        for account, hostname in wanted:
            fitting = [row for row in known if row.hostname.lower() == hostname and account in ("", row.account.slug)]
            found += fitting[:1]
            if len(fitting) != 1:
                wrong.append(_told(account, hostname, fitting) if fitting else self._unknown(hostname))
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def _known(self, hostnames: Sequence[str]) -> list[Server]:
        seen = Server.objects.visible_to(self._reader).filter(retired_at=None).annotate(low=Lower("hostname"))
        return list(seen.filter(low__in=hostnames).select_related("account"))

    def _unknown(self, hostname: str) -> str:
        begins = re.split(r"[-.\d]", hostname)[0] or hostname
        near = Server.objects.visible_to(self._reader).filter(Q(hostname__icontains=begins), retired_at=None)
        names = list(near.values_list("hostname", flat=True)[:_NEAR])
        return f"There is no server {hostname}." + (f" There is {', '.join(names)}." if names else "")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        names_nothing = not any(data.get(name) for name in ("accounts", "servers", "zones", "locations"))
        if data.get("scope") == SOME and names_nothing and "servers" not in self.errors:
            self.add_error("scope", self.names_nothing)
        return data

    def given_scope(self) -> Scope:
        data = self.cleaned_data
        if data["scope"] == ALL:
            return Scope(all=True)
        return Scope(
            accounts=list(data["accounts"]),
            servers=list(data["servers"]),
            zones=list(data["zones"]),
            locations=list(data["locations"]),
        )


def _told(account: str, hostname: str, fitting: Sequence[Server]) -> str:
    ways = " or ".join(f"{row.account.slug}/{hostname}" for row in fitting)
    return f"{hostname} is not one server: write {ways}."


def scope_initial(window: Window) -> dict[str, Any]:
    """What the form opens with for a window's scope."""
    named = ScopeItem.objects.select_related("account", "server__account", "zone", "location")
    prefetch_related_objects([window], Prefetch("scope_items", named))
    scope = scope_of(window)
    return {
        "scope": ALL if scope.all else SOME,
        "locations": [place.slug for place in scope.locations],
        "zones": [zone.slug for zone in scope.zones],
        "accounts": [account.slug for account in scope.accounts],
        "servers": "\n".join(f"{server.account.slug}/{server.hostname}" for server in scope.servers),
    }
