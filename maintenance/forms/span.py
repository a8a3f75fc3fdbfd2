"""From when to when, by the wall clock of a zone: the part that several forms share."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from maintenance.forms.wall import FIRST, SECOND, Skipped, Twice, WallTime, ZoneName, instant_of, twice, wall_of

_WHICH = (("", "Say which"), (FIRST, "The first"), (SECOND, "The second"))


def _which(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_WHICH, required=False)


class SpanForm(forms.Form):
    """`starts_at` and `ends_at` are instants (UTC) in `cleaned_data`.

    A time that does not exist is refused by name. One that happens twice is asked about: the field
    `starts_which` or `ends_which` is shown then, and only then.
    """

    starts = WallTime(label="Starts")
    starts_which = _which("Which of the two")
    ends = WallTime(label="Ends")
    ends_which = _which("Which of the two ends")
    timezone = ZoneName(label="Time zone of these times", help_text="Such as Europe/Stockholm.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repeated: dict[str, Twice] = {}
        if not self.is_bound and self.initial.get("timezone"):
            for name in ("starts", "ends"):
                if self.initial.get(name):
                    self._asked(name, self.initial[name], ZoneInfo(self.initial["timezone"]))

    def _asked(self, name: str, wall: datetime, zone: ZoneInfo) -> Twice | None:
        """Both readings where there are two; the field that asks which has them as its choices then."""
        found = twice(wall, zone)
        if found:
            self.repeated[name] = found
            choices = [_WHICH[0], (FIRST, f"The first: {found.first}"), (SECOND, f"The second: {found.second}")]
            self.fields[f"{name}_which"].choices = choices  # type: ignore[attr-defined]
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        zone = ZoneInfo(data["timezone"]) if data.get("timezone") else None
        for name in ("starts", "ends"):
            if zone and data.get(name):
                data[f"{name}_at"] = self._instant(name, data[name], zone, data.get(f"{name}_which", ""))
        self._in_order(data)
        return data

    def _instant(self, name: str, wall: datetime, zone: ZoneInfo, which: str) -> datetime | None:
        if self._asked(name, wall, zone) and not which:
            words = f"{wall:%H:%M} happens twice on {wall.day} {wall:%b %Y} in {zone}. Say which is meant."
            self.add_error(f"{name}_which", words)
            return None
        try:
            return instant_of(wall, zone, which or FIRST)
        except Skipped as skipped:
            self.add_error(name, str(skipped))
            return None

    def _in_order(self, data: dict[str, Any]) -> None:
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends", "It ends before it starts.")

    @property
    def span_fields(self) -> list[forms.BoundField]:
        """The fields to show: which of two is asked only where there are two."""
        hidden = {f"{name}_which" for name in ("starts", "ends") if name not in self.repeated}
        names = ("starts", "starts_which", "ends", "ends_which", "timezone")
        return [self[name] for name in names if name not in hidden]


def span_initial(starts_at: datetime, ends_at: datetime, zone: str) -> dict[str, Any]:
    """What the form opens with for a span."""
    starts, starts_which = wall_of(starts_at, ZoneInfo(zone))
    ends, ends_which = wall_of(ends_at, ZoneInfo(zone))
    return {
        "starts": starts, "starts_which": starts_which, "ends": ends, "ends_which": ends_which, "timezone": zone,
    }  # fmt: skip
