"""The forms of an exception."""

from typing import Any

from hostops.web.fields import Instant, Text
from hostops.web.versioned import VersionedForm
from maintenance.patching.forms.typed import ReleasesTyped, ServersTyped


class AskForm(VersionedForm):
    servers = ServersTyped(help_text="Of one account; names with spaces, commas or new lines between.")
    release = ReleasesTyped(required=False, help_text="RL-12 for that release alone; none for all patches.")
    reason = Text(label="Why, for the account to read", rows=3)
    from_at = Instant(label="From", required=False, help_text="Now, where nothing is said.")
    until_at = Instant(label="Until", error_messages={"required": "Say until when; no exception is without an end."})

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        servers: Any = self.fields["servers"]
        servers.reader = reader
        del self.fields["version"]

    def clean_release(self) -> Any:
        named = self.cleaned_data["release"]
        if len(named) > 1:
            self.add_error("release", "Name one release, or none; ask for each.")
        return named[0] if named else None


class NothingForm(VersionedForm):
    """Only whether."""
