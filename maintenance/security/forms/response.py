"""The forms of a security response."""

from typing import Any

from django import forms

from hostops.accounts.models import Account
from hostops.web.fields import Instant, Text
from hostops.web.versioned import VersionedForm
from maintenance.forms.fields import Minutes
from maintenance.forms.scope import ScopeForm
from maintenance.patching.models import Advisory
from maintenance.security.actions.change import NAME_LONGEST
from maintenance.security.actions.telling import HOW_LONGEST
from maintenance.security.api.taken import servers_meant
from maintenance.security.models import CustomCode, SecurityResponse
from maintenance.security.promised import reasons_known

_REASON = "Why action came first"
_EFFECT = "How performance suffers"


class _Risk(forms.Form):
    """What is at risk, and whether action came first."""

    kind = forms.ChoiceField(label="What it is", choices=SecurityResponse.Kind.choices)
    title = forms.CharField(label="In one line", max_length=NAME_LONGEST)
    risk = Text(label="What is at risk, for customers to read", required=True)
    advisory = forms.CharField(
        label="Advisory",
        required=False,
        max_length=120,
        help_text="Its identifier, such as CVE-2026-12345, of those that a feed brought.",
    )
    effect = Text(label=_EFFECT, rows=2, help_text="Empty where it does not; else the accounts are told at once.")
    acted_reason = forms.ChoiceField(label=_REASON, required=False)
    action = Text(label="What was done first", rows=2)
    acted_at = Instant(label="When", required=False, help_text="Now unless it is given.")

    def offer_reasons(self) -> None:
        fields: Any = self.fields
        fields["acted_reason"].choices = [("", "It did not: notice comes first"), *reasons_known().items()]

    def clean(self) -> dict[str, Any]:
        """What was done first goes with why, in words that the choice has."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (data.get("action") or data.get("acted_at")) and not data.get("acted_reason"):
            self.add_error("acted_reason", "Choose why action came first, or leave out what was done.")
        return data

    def clean_advisory(self) -> Advisory | None:
        name = self.cleaned_data["advisory"].strip()
        found: Advisory | None = Advisory.objects.filter(identifier=name).order_by("id").first() if name else None
        if name and found is None:
            raise forms.ValidationError("No such advisory was read. Leave it out, or read its feed first.")
        return found

    def said(self) -> dict[str, Any]:
        names = ("kind", "title", "risk", "advisory", "effect", "acted_reason", "action", "acted_at")
        return {name: self.cleaned_data[name] for name in names}


class OpenForm(_Risk, ScopeForm):
    """A response on servers."""

    names_nothing = "Name a location, a zone, an account or a server."
    field_order = ("kind", "title", "risk", "scope", "locations", "zones", "accounts", "servers")

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(reader)
        self.offer_reasons()

    def given(self) -> dict[str, Any]:
        return {**self.said(), "servers": servers_meant(self.given_scope())}


class OpenOnCodeForm(_Risk):
    """A response on a customer's own code."""

    def __init__(self, *args: Any, reader: Any, code: CustomCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._code = code
        self.offer_reasons()

    def given(self) -> dict[str, Any]:
        return {**self.said(), "code": self._code}


class WidenForm(VersionedForm, ScopeForm):
    """Which servers it touches too."""

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(reader)

    def given(self) -> dict[str, Any]:
        return {"servers": servers_meant(self.given_scope())}


class ActForm(VersionedForm):
    acted_reason = forms.ChoiceField(label=_REASON)
    action = Text(label="What was done", rows=3, required=True, help_text="The accounts read this in their notice.")
    acted_at = Instant(label="When", required=False, help_text="Now unless it is given.")

    def __init__(self, *args: Any, reasons: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["acted_reason"].choices = list(reasons.items())


class NotifyForm(VersionedForm):
    words = Text(label="What they are told", rows=8, help_text="Empty: the risk, what was done, how it is felt.")
    effect = Text(label=_EFFECT, rows=2, help_text="Empty where it does not, or no more.")


class TellForm(VersionedForm):
    account = forms.ModelChoiceField(Account.objects.none(), label="Account", to_field_name="slug", empty_label=None)
    how = forms.CharField(
        label="How, and whom", max_length=HOW_LONGEST, help_text="Such as: by telephone, with Mr Lind."
    )
    told_at = Instant(label="When", required=False, help_text="Now unless it is given.")

    def __init__(self, *args: Any, response: SecurityResponse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["account"].queryset = Account.objects.filter(security_affected__response=response)


class CloseForm(VersionedForm):
    outcome = Text(label="How the risk was closed", rows=4, required=True, help_text="The accounts read this.")


class ReasonForm(VersionedForm):
    reason = Text(label="Why", rows=3, required=True)


class ShutDownForm(VersionedForm):
    reason = Text(
        label="Why the site is shut down", rows=4, required=True,
        help_text="The account is told, in these words, at once.",
    )  # fmt: skip


class LabourForm(VersionedForm):
    worked_at = Instant(label="Work began")
    time = Minutes(label="Minutes worked")
    description = Text(label="What was done", rows=3, required=True, help_text="The account reads this on its bill.")
