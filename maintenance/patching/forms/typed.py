"""Names as people type them into a form: servers, releases, packages that were installed."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from hostops.accounts.models import Server
from hostops.lib.references import number_of
from maintenance.api.fields import servers_found
from maintenance.patching.models import Release

_MOST, _SAID, _LONGEST = 500, 10, 20_000
# package, from which version, to which; from may be left out
_WORDS = (2, 3)


class ServersTyped(forms.CharField):
    """Servers by name, as rows with their account and contract; every name that none or several have is told."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(max_length=_LONGEST, widget=widget, **kwargs)
        self.reader: Any = None

    def clean(self, value: Any) -> Any:
        names = list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip())))
        return servers_typed(self.reader, [name for name in names if name])


def servers_typed(reader: Any, names: Sequence[str]) -> list[Server]:
    """The servers of those names; ValidationError naming the others."""
    if len(names) > _MOST:
        raise forms.ValidationError(f"At most {_MOST} servers; the REST API takes more.")
    found, missing = servers_found(reader, names) if names else ([], [])
    if missing:
        raise forms.ValidationError([f"There is no server {name}." for name in missing[:_SAID]])
    rows = Server.objects.select_related("account", "contract").in_bulk([one.pk for one in found])
    return [rows[one.pk] for one in found]


class ReleasesTyped(forms.CharField):
    """Releases by number, such as RL-12."""

    def clean(self, value: Any) -> Any:
        names = [name for name in re.split(r"[\s,;]+", super().clean(value)) if name]
        numbers = {name: number_of(Release.PREFIX, name) for name in names}
        rows = Release.objects.in_bulk([number for number in numbers.values() if number])
        missing = [name for name, number in numbers.items() if number not in rows]
        if missing:
            raise forms.ValidationError(f"There is no release {', '.join(missing[:_SAID])}; write RL-12.")
        return list(rows.values())


class InstalledTyped(forms.CharField):
    """A package a line: its name, the version before if it is known, and the version now."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
        super().__init__(max_length=_LONGEST, widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = enumerate(super().clean(value).splitlines(), start=1)
        return [self._package(number, line.split()) for number, line in lines if line.strip()]

    def _package(self, number: int, words: Sequence[str]) -> dict[str, str]:
        if len(words) not in _WORDS:
            raise forms.ValidationError(f"Line {number}: write a package and its versions: openssl 3.0.1 3.0.2.")
        before = {"from": words[1]} if len(words) == max(_WORDS) else {}
        return {"package": words[0], **before, "to": words[-1]}
