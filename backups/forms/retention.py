"""What is asked about how long copies are kept: whose, how long instead, and holds."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from backups.comparing import TierCompared
from backups.models import Hold
from backups.rules.retention import checked_retention
from hostops.accounts.models import Account, Person
from hostops.policies.schema.durations import in_words
from hostops.web.fields import Instant, Text

_WORDS = re.compile(r"(\d{1,6})\s*(?:(day|week|month|year)s?|([dwmy]))?", re.IGNORECASE)


class RetentionField(forms.CharField):
    """`14 days`, `2 weeks`, `14` for days, or ISO 8601 (`P14D`); ISO 8601 in `cleaned_data`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        said = _WORDS.fullmatch(text)
        try:
            return checked_retention(_iso(said) if said else text.upper()) if text else ""
        except ValueError as error:
            known = "Write how many days, such as 14 days."
            raise forms.ValidationError(known if "is not a duration" in str(error) else f"{error}.") from None


def _iso(said: re.Match[str]) -> str:
    unit = said[2] or said[3] or "day"
    return f"P{int(said[1])}{unit[0].upper()}"


class WhoseForm(forms.Form):
    """Whose copies: for staff an account's or a server's, for a customer its own."""

    account = forms.ModelChoiceField(
        Account.objects.none(), label="Account", required=False, to_field_name="slug", empty_label="Choose an account"
    )
    server = forms.CharField(label="Server", required=False, max_length=253)

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if reader.is_staff_member:
            fields["account"].queryset = Account.objects.visible_to(reader)
        else:
            del self.fields["account"]  # a customer has one

    def meant(self) -> dict[str, Any]:
        """The schedules that it means, as conditions."""
        given = {"server__account": self.cleaned_data.get("account"), "server__hostname__iexact": self._server()}
        return {path: value for path, value in given.items() if value}

    def _server(self) -> str:
        return str(self.cleaned_data["server"]).strip()


class ValuesForm(forms.Form):
    """Another value for each tier; what is left as it is promised, or empty, stays so."""

    def __init__(self, data: Any, tiers: Mapping[str, TierCompared]) -> None:
        super().__init__(data)
        self._tiers = tiers
        for name, tier in tiers.items():
            self.fields[field_of(name)] = RetentionField(label=f"{tier.title}, kept instead")

    def retentions(self) -> dict[str, str]:
        """By tier, what was asked for and is not what all of its schedules have; what cannot be read asks nothing."""
        self.full_clean()
        asked = {name: self.cleaned_data.get(field_of(name), "") for name in self._tiers}
        return {name: kept for name, kept in asked.items() if kept and [kept] != self._tiers[name].promised}


def field_of(tier: str) -> str:
    return f"keep-{tier}"


def promised_words(tier: TierCompared) -> str:
    """`7 days`, or each value where contracts differ."""
    return ", ".join(in_words(kept) for kept in tier.promised)


class HoldForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=Hold.Kind.choices, initial=Hold.Kind.HAND)
    reason = Text(label="Why", rows=3, help_text="The account reads this.")
    until_at = Instant(label="Until", required=False, help_text="Empty: until it is released.")


class ReleaseForm(forms.Form):
    reason = Text(label="Why", rows=3)


class GoneForm(forms.Form):
    deleted_at = Instant(label="When it was removed", required=False, help_text="Empty: just now.")
