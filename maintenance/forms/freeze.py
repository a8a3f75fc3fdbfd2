"""The forms of a freeze."""

from typing import Any

from hostops.web.fields import Instant, Text
from hostops.web.versioned import VersionedForm
from maintenance.forms.scope import ALL, ScopeForm
from maintenance.scope import Scope


class FreezeForm(ScopeForm):
    """Of everything, of accounts, or of servers by name."""

    names_nothing = "Name an account or a server."
    starts_at = Instant(label="From")
    ends_at = Instant(label="Until")
    reason = Text(label="Why, for customers to read where it touches them", rows=3)
    field_order = ("starts_at", "ends_at", "reason", "scope", "accounts", "servers")

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(reader)
        for name in ("locations", "zones"):
            del self.fields[name]

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        named = Scope(accounts=list(data["accounts"]), servers=list(data["servers"]))
        scope = Scope(all=True) if data["scope"] == ALL else named
        return {"scope": scope, **{name: data[name] for name in ("starts_at", "ends_at", "reason")}}


class LiftForm(VersionedForm):
    reason = Text(label="Why it is lifted", rows=3)
