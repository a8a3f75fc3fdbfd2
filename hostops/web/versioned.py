"""Forms that say which version of an object their person has read."""

from typing import Any

from django import forms
from django.http import QueryDict


class VersionedForm(forms.Form):
    """Its `version` goes to the action, so that nobody overwrites what somebody else changed in the meantime."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def read_again(self, version: int) -> None:
        """Show it, and send it again, as to one who has seen `version`; what was typed stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data, self.cleaned_data["version"] = data, version

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StepForm(VersionedForm):
    """The form of a verb on an object; `shown` is the object as the person sees it."""

    def __init__(self, *args: Any, shown: Any, **kwargs: Any) -> None:
        self.shown = shown
        begun = kwargs.pop("initial", None) or {}
        kwargs["initial"] = {"version": shown.object.version} | self.opens_with() | begun
        super().__init__(*args, **kwargs)
        self.prepare()

    def opens_with(self) -> dict[str, Any]:
        """What stands in it at first."""
        return {}

    def prepare(self) -> None:
        """Fill in choices."""
