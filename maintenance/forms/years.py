"""Forms of the year planner: the rule, the dates, the word for what is unwise."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from hostops.accounts.models import Account
from hostops.clocks.businesstime import Duration
from hostops.policies.schema.calendars import DAY_NAMES, MONTH_NAMES
from hostops.web.fields import Text
from maintenance.forms.wall import Skipped, WallTime, ZoneName, instant_of, wall_of
from maintenance.rules.yearplan import Entry, PlanRule
from maintenance.scope import Scope

_KINDS = (("short", "Shorter"), ("long", "Longer"))
_NTHS = (("1", "first"), ("2", "second"), ("3", "third"), ("4", "fourth"), ("last", "last"))
_MONTHS = [(str(number), name) for number, name in enumerate(MONTH_NAMES, start=1)]
_LONGEST_HOURS = 744


class Version(forms.IntegerField):
    """What the planner read: of two at once the second is told."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _hours() -> forms.DecimalField:
    return forms.DecimalField(label="For hours", min_value=Decimal("0.25"), max_value=_LONGEST_HOURS, decimal_places=2)


class RuleForm(forms.Form):
    """The nth weekday of each month, at a time, for so long; the longer windows by a pattern of their own."""

    title = forms.CharField(label="Title", required=False, max_length=200)
    nth = forms.ChoiceField(label="Shorter: every", choices=_NTHS)
    weekday = forms.ChoiceField(label="Weekday", choices=list(DAY_NAMES.items()))
    at = _time("At")
    hours = _hours()
    long_months = forms.MultipleChoiceField(
        label="Longer ones in", choices=_MONTHS, required=False, widget=forms.CheckboxSelectMultiple
    )
    long_nth = forms.ChoiceField(label="Longer: every", choices=_NTHS)
    long_weekday = forms.ChoiceField(label="Weekday", choices=list(DAY_NAMES.items()))
    long_at = _time("At")
    long_hours = _hours()
    timezone = ZoneName(label="Time zone", help_text="All dates of the plan are by its wall clock.")
    accounts = forms.ModelMultipleChoiceField(
        label="For these accounts alone",
        queryset=Account.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: all whose policy plans years.",
    )
    version = Version()

    def __init__(self, *args: Any, accounts: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["accounts"]
        field.queryset = Account.objects.filter(pk__in=[account.pk for account in accounts])
        # both lines are labelled alike; who hears and does not see them is told which is which
        for prefix, which in (("", "Shorter"), ("long_", "Longer")):
            for name in ("weekday", "at", "hours"):
                one = self.fields[prefix + name]
                one.widget.attrs["aria-label"] = f"{which}: {one.label}"

    def given(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        data = self.cleaned_data
        rule = {
            **_pattern(data, ""),
            "long_months": [int(month) for month in data["long_months"]],
            "long": _pattern(data, "long_"),
        }
        chosen = list(data["accounts"])
        return {
            "rule": rule,
            "timezone": data["timezone"],
            "title": data["title"],
            "scope": Scope(accounts=chosen) if chosen else Scope(all=True),
        }


def _pattern(data: dict[str, Any], prefix: str) -> dict[str, Any]:
    nth = data[f"{prefix}nth"]
    return {
        "weekday": data[f"{prefix}weekday"],
        "nth": nth if nth == "last" else int(nth),
        "at": f"{data[f'{prefix}at']:%H:%M}",
        "duration": str(Duration(seconds=int(data[f"{prefix}hours"] * 3600))),
    }


def rule_initial(rule: PlanRule) -> dict[str, Any]:
    """What the form opens with for a rule."""
    found: dict[str, Any] = {"timezone": rule.timezone, "long_months": [str(month) for month in rule.long_months]}
    for prefix, pattern in (("", rule.short), ("long_", rule.long)):
        length = Duration.parse(pattern.length)
        hours = length.calendar_days * 24 + length.exact.total_seconds() / 3600
        found |= {
            f"{prefix}nth": str(pattern.nth),
            f"{prefix}weekday": pattern.weekday,
            f"{prefix}at": pattern.at,
            f"{prefix}hours": f"{hours:g}",
        }
    return found


class DatesForm(forms.Form):
    """Every date of a plan, by the wall clock of its zone; a row that is left empty is no date.

    `known` are the instants the form was opened with: what was not touched stays to the second, and
    the second of two same times stays the second.
    """

    def __init__(self, *args: Any, zone: str, known: Sequence[Entry], rows: int, **kwargs: Any) -> None:
        self.zone, self.known, self.rows = ZoneInfo(zone), known, range(max(rows, len(known)))
        super().__init__(*args, **kwargs)
        for place in self.rows:
            entry = known[place] if place < len(known) else None
            self._add_row(place, entry)

    def _add_row(self, place: int, entry: Entry | None) -> None:
        walls = (
            [wall_of(instant, self.zone)[0] for instant in (entry.starts_at, entry.ends_at)] if entry else [None] * 2
        )
        kind = entry.kind if entry else "short"
        self.fields[f"kind_{place}"] = forms.ChoiceField(label="Kind", choices=_KINDS, initial=kind)
        self.fields[f"from_{place}"] = WallTime(label="From", required=False, initial=walls[0])
        self.fields[f"until_{place}"] = WallTime(label="Until", required=False, initial=walls[1])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for place in self.rows:
            if bool(data.get(f"from_{place}")) != bool(data.get(f"until_{place}")):
                for name in ("from", "until"):
                    if not data.get(f"{name}_{place}") and f"{name}_{place}" not in self.errors:
                        self.add_error(f"{name}_{place}", "Write both, or leave both empty.")
            for name in ("from", "until"):
                self._as_instant(data, name, place)
        return data

    def _as_instant(self, data: dict[str, Any], name: str, place: int) -> None:
        wall = data.get(f"{name}_{place}")
        if wall is None:
            return
        try:
            data[f"{name}_{place}"] = self._known(name, place, wall) or instant_of(wall, self.zone)
        except Skipped as skipped:
            self.add_error(f"{name}_{place}", str(skipped))

    def _known(self, name: str, place: int, wall: datetime) -> datetime | None:
        if place >= len(self.known):
            return None
        entry = self.known[place]
        instant = entry.starts_at if name == "from" else entry.ends_at
        shown = wall_of(instant, self.zone)[0].replace(second=0, microsecond=0)
        return instant if shown == wall else None

    def places(self) -> list[int]:
        """The rows that hold a date, in order."""
        return [place for place in self.rows if self.cleaned_data.get(f"from_{place}")]

    def given(self) -> list[Entry]:
        data = self.cleaned_data
        return [Entry(data[f"kind_{place}"], data[f"from_{place}"], data[f"until_{place}"]) for place in self.places()]


class WordForm(forms.Form):
    """Why a plan is published, or changed, in spite of its warnings."""

    word = Text(label="A word on the warnings", rows=2, help_text="Kept with the plan and its windows, for staff.")
    version = Version()


class SavingForm(WordForm):
    """What is saved with changed dates."""

    reason = forms.CharField(label="Why it is changed", required=False, max_length=300, help_text="For the journal.")
