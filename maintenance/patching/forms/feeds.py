"""The forms of what was published: a release, its withdrawal, a file to read."""

import re
from typing import Any

from django import forms
from django.conf import settings

from hostops.accounts.models import Person, Server
from hostops.web.fields import Instant, Text
from maintenance.patching.actions.releasing import LONGEST_TITLE, LONGEST_URL
from maintenance.patching.models import Release, Source
from maintenance.patching.platforms import CHOOSE, platform_choices
from maintenance.patching.reading import SERVER_TOOLS
from maintenance.patching.reading.found import CVE

_SOURCES = (Source.APT, Source.DNF, Source.CSAF, Source.OSV, Source.KEV)

# So many words that are wrong are named.
_SAID = 5


class ReleaseForm(forms.Form):
    platform = forms.ChoiceField(label="Platform", error_messages=CHOOSE)
    package = forms.CharField(required=False, label="Package", help_text="Leave it empty for the platform as a whole.")
    release_version = forms.CharField(
        label="Version", help_text="As the vendor numbers it: R81.20, 4.16.3, V7R5 PTF 12."
    )
    released_at = Instant(label="Published")
    kind = forms.ChoiceField(label="Kind", choices=Release.Kind.choices)
    security = forms.BooleanField(required=False, label="It mends vulnerabilities")
    cves = Text(
        label="Which vulnerabilities", rows=2,
        help_text="CVE-2026-1234; several with spaces, commas or new lines between.",
    )  # fmt: skip
    title = forms.CharField(required=False, label="Title", max_length=LONGEST_TITLE)
    url = forms.CharField(required=False, label="Web address of the vendor's notes", max_length=LONGEST_URL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["platform"].choices = platform_choices()

    def clean_cves(self) -> list[str]:
        words = [word.upper() for word in re.split(r"[\s,;]+", self.cleaned_data["cves"]) if word]
        wrong = [word for word in words if not CVE.fullmatch(word)]
        if wrong:
            raise forms.ValidationError(f"Write it as CVE-2026-1234: {', '.join(wrong[:_SAID])}.")
        return words


class WithdrawForm(forms.Form):
    reason = Text(label="Why", rows=3, help_text="What the vendor says of it.")


class FeedForm(forms.Form):
    """A file, or its text pasted; of a server's own tool, whose it is."""

    source = forms.ChoiceField(label="What it is", choices=[(each.value, each.label) for each in _SOURCES])
    server = forms.ModelChoiceField(
        Server.objects.none(), required=False, empty_label="None", label="Server",
        help_text="Whose output it is, for apt and dnf; for nothing else.",
    )  # fmt: skip
    file = forms.FileField(required=False, label="File")
    text = Text(label="Or its text", rows=8, help_text="Pasted whole, as it is.")

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        here = Server.objects.visible_to(reader).filter(retired_at=None)
        fields["server"].queryset = here.select_related("account").order_by("hostname")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text") or ""
        if bool(file) == bool(text.strip()):
            self.add_error("file", "Choose a file, or paste its text below: one of the two.")
        if file and file.size > settings.PATCH_FEED_MAX_BYTES:
            self.add_error("file", f"It is larger than {settings.PATCH_FEED_MAX_BYTES // 1024**2} MB.")
        if given.get("source") in SERVER_TOOLS and not given.get("server"):
            self.add_error("server", "Say whose output it is.")
        return given
