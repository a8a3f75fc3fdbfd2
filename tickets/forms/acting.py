"""What the form of every verb on a case has in common."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

Choices = Iterable[tuple[Any, str]]


class CaseActForm(forms.Form):
    """`shown` is the case as the person sees it; choices come from its policy."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["version"].initial = shown.case.version
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices."""

    def offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def read_again(self, version: int) -> None:
        """Send it again as one who has seen `version`; what was typed stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data, self.cleaned_data["version"] = data, version

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
