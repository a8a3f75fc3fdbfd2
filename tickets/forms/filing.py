"""Filing a case: one form for a customer, with some more fields for staff."""

from typing import Any

from django import forms

from hostops.accounts.models import Account, Person, Server, Software
from hostops.lib.now import now
from hostops.web.fields import Instant, Text
from tickets.forms.fields import Files
from tickets.forms.levels import LevelsForm
from tickets.lookup import registered_at
from tickets.models import Channel
from tickets.promises import Promises

# A server may stand under another contract: the levels and their times are asked for again, and whoever chooses
# another while they are under way waits for those of the last alone.
_LEVELS_AGAIN = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-target": "#levels",
    "hx-select": "#levels",
    "hx-swap": "outerHTML",
    "hx-include": "#levels",
    "hx-sync": "this:replace",
    "data-quiet": "",
}


class ServerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, server: Any) -> str:
        registered = registered_at(server)
        known = registered is not None and registered <= now()
        return server.hostname if known else f"{server.hostname} (not registered: no response time until we decide)"


class SoftwareField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, software: Any) -> str:
        limit = software.max_severity
        return f"{software.name} (Level {limit} at the most)" if limit else software.name


class FileForm(LevelsForm):
    """`promises` are those of the account, or of the server that is chosen."""

    # What stands below the levels on the page; all others stand above.
    BELOW = ("checked", "checked_locally", "attachments")

    subject = forms.CharField(
        label="Subject",
        help_text="What is wrong, in one line.",
        error_messages={"required": "Say in one line what is wrong."},
    )
    description = Text(
        label="Description",
        rows=7,
        required=True,
        help_text="What happens, since when, and what it keeps you from.",
        error_messages={"required": "Describe what happens and since when."},
    )
    server = ServerField(
        label="Server", queryset=Server.objects.none(), required=False, empty_label="None in particular"
    )
    software = SoftwareField(
        label="Software", queryset=Software.objects.none(), required=False, empty_label="None in particular"
    )
    software_version = forms.CharField(label="Its version, if you know it", required=False, max_length=60)
    checked = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    checked_locally = Text(label="What you checked, in your words", rows=2)
    attachments = Files()

    def __init__(self, *args: Any, reader: Person, account: Account, promises: Promises | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        servers = Server.objects.visible_to(reader).filter(account=account, retired_at=None)
        self.fields["server"].queryset = servers  # type: ignore[attr-defined]
        self.fields["server"].widget.attrs |= _LEVELS_AGAIN
        self.fields["software"].queryset = Software.objects.visible_to(reader)  # type: ignore[attr-defined]
        self.ask_levels(promises)
        self._ask_outage(promises)

    def _ask_outage(self, promises: Promises | None) -> None:
        question = promises.terms.cases.outage_question if promises else None
        if question is None:
            del self.fields["checked"], self.fields["checked_locally"]
            return
        self.fields["checked"].label = question.question
        self.fields["checked"].choices = [(text, text) for text in question.choices]  # type: ignore[attr-defined]

    @property
    def above_levels(self) -> list[forms.BoundField]:
        levels = ("requested_severity", *(ask.name for ask in self.asks))
        return [self[name] for name in self.fields if name not in (*levels, *self.BELOW)]

    @property
    def below_levels(self) -> list[forms.BoundField]:
        return [self[name] for name in self.BELOW if name in self.fields]

    def given(self) -> dict[str, Any]:
        """What was typed, as `case_file` takes it."""
        data = self.cleaned_data
        checked = [*data.get("checked", ()), data.get("checked_locally", "")]
        return {
            "title": data["subject"],
            "description": data["description"],
            "server": data["server"],
            "software": data["software"],
            "software_version": data["software_version"],
            "requested_severity": data.get("requested_severity"),
            "checked_locally": "\n".join(filter(None, checked)),
        }


class StaffFileForm(FileForm):
    """On behalf of a customer: who called, how, and when it was received."""

    reporter = forms.ModelChoiceField(
        label="Reported by", queryset=Person.objects.none(), required=False, empty_label="Nobody of the account: me"
    )
    channel = forms.ChoiceField(
        label="How it came",
        choices=[
            (channel.value, channel.label)
            for channel in (Channel.PHONE, Channel.EMAIL, Channel.MONITORING, Channel.PORTAL)
        ],
    )
    caller_name = forms.CharField(label="Caller", required=False, max_length=200)
    caller_address = forms.CharField(label="Number or address", required=False, max_length=254)
    received_at = Instant(
        required=False, label="Received at", help_text="Empty for now. All response times count from it."
    )
    received_reason = Text(label="Why the receipt lies in the past", rows=2)

    field_order = ("reporter", "channel", "caller_name", "caller_address", "received_at", "received_reason")

    def __init__(self, *args: Any, reader: Person, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, reader=reader, account=account, **kwargs)
        people = Person.objects.visible_to(reader).filter(account=account, is_active=True)
        self.fields["reporter"].queryset = people  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        names = ("reporter", "channel", "caller_name", "caller_address", "received_at", "received_reason")
        return super().given() | {name: self.cleaned_data[name] for name in names}


class AccountForm(forms.Form):
    """Staff: for whom. A slug, with the known ones to choose from."""

    account = forms.CharField(label="Account", max_length=200, widget=forms.TextInput(attrs={"list": "accounts"}))
