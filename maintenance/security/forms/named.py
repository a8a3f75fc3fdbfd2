"""What people name by its number or its name in the forms of this room."""

import re
from typing import Any

from django import forms

from hostops.accounts.models import Account, Server
from hostops.lib.errors import BadField
from hostops.lib.references import number_of
from maintenance.serversnamed import NotOne, one_server, servers_named

_HIGHEST = 2**63 - 1


class Hostnames(forms.CharField):
    """Names of servers as they are typed, with spaces, commas or new lines between."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})
        super().__init__(required=required, max_length=20_000, widget=widget, strip=True, **kwargs)

    def clean(self, value: Any) -> Any:
        return [name for name in re.split(r"[\s,;]+", super().clean(value)) if name]


class Ranges(Hostnames):
    """Address ranges, likewise."""


def servers_of_account(reader: Any, names: list[str], account: Account | None) -> list[Server]:
    """The account's servers of these names; BadField for the missing."""
    try:
        return servers_named(reader, names, account.slug if account else "")
    except NotOne as error:
        raise BadField({"servers": str(error)}) from None


def server_of_account(reader: Any, name: str, account: Account) -> Server | None:
    """The account's server of that name, None for no name; BadField where it has none."""
    if not name.strip():
        return None
    try:
        return one_server(reader, name, account.slug)
    except NotOne as error:
        raise BadField({"server": str(error)}) from None


def numbered(model: Any, reader: Any, name: str) -> Any:
    """The row that `CC-3` names, of those that the reader sees; ValidationError for none, None for no name."""
    if not name.strip():
        return None
    number = number_of(model.PREFIX, name)
    seen = model.objects.visible_to(reader)
    found = seen.filter(pk=number).first() if number is not None and number <= _HIGHEST else None
    if found is None:
        raise forms.ValidationError(f"There is none of this number; write it like {model.PREFIX}-3.")
    return found


def account_choice(reader: Any, **more: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """An account to choose, of those that the reader sees; none is taken for granted."""
    given: dict[str, Any] = {"label": "Account", "to_field_name": "slug", "empty_label": "Choose an account", **more}
    return forms.ModelChoiceField(Account.objects.visible_to(reader), **given)
