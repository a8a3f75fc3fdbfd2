"""The question that an address asks of the reports, checked, and the addresses of narrower questions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, available_timezones

from django import forms

from hostops.accounts.models import Account
from tickets.looks import OWED
from tickets.reports.attainment import Asked
from tickets.reports.levels import levels
from tickets.reports.periods import Period, month_of, of_days, parse, recent
from tickets.reports.promises import KINDS, NO_LEVEL, Chosen
from tickets.reports.zones import offered

OWN = "own"
# A report of more days than ten years have is none that anybody means.
MOST_DAYS = 3660
_MONTHS, _QUARTERS, _YEARS = (1, 13), (3, 8), (12, 3)


class ReportForm(forms.Form):
    """`question()` after `is_valid()`. Without a period it is the present month."""

    account = forms.ModelChoiceField(
        Account.objects.none(), to_field_name="slug", required=False, empty_label="All accounts", label="Account"
    )
    period = forms.CharField(required=False, label="Period", widget=forms.Select)
    first = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(required=False, label="To, inclusive", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(required=False, label="Promise")
    severity = forms.TypedChoiceField(required=False, label="Severity", coerce=int, empty_value=None)
    zone = forms.ChoiceField(required=False, label="Days and months of")

    def __init__(self, data: Mapping[str, Any], *, reader: Any, at: datetime) -> None:
        if not data.get("period") and (data.get("first") or data.get("last")):
            data = {**{name: data[name] for name in data}, "period": OWN}
        super().__init__(data)
        self._zones, self._at = offered(reader), at
        self._offer_choices(reader)

    def _offer_choices(self, reader: Any) -> None:
        fields: dict[str, Any] = self.fields
        if reader.is_staff_member:
            fields["account"].queryset = Account.objects.visible_to(reader)
        else:
            del self.fields["account"]  # a customer has one
        fields["kind"].choices = [("", "All"), *((kind, OWED[kind]) for kind in KINDS)]
        named = [(str(level), f"Level {level}") for level in levels()]
        fields["severity"].choices = [("", "All"), *named, (str(NO_LEVEL), "Without levels")]
        asked_zone = str(self.data.get("zone", ""))
        if asked_zone in available_timezones():
            self._zones.setdefault(asked_zone, asked_zone)  # a link of a colleague elsewhere opens as it was sent
        fields["zone"].choices = [*self._zones.items()]
        chosen = str(self.data.get("period", ""))
        fields["period"].widget.choices = _period_choices(self.usual_zone, self._at, chosen)

    @property
    def usual_zone(self) -> ZoneInfo:
        return ZoneInfo(next(iter(self._zones)))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        zone = ZoneInfo(found.get("zone") or next(iter(self._zones)))
        try:
            found["asked_period"] = self._period(found, zone)
        except ValueError as error:
            self.add_error("period", str(error))
        return found

    def _period(self, found: Mapping[str, Any], zone: ZoneInfo) -> Period:
        first, last, written = found.get("first"), found.get("last"), found.get("period")
        if written == OWN:
            if not (first and last):
                raise ValueError("Give the first and the last day.")
            return bounded(of_days(first, last, zone))
        return bounded(parse(written, zone)) if written else month_of(self._at, zone)

    def question(self) -> Asked:
        """What was asked. Where it could not be understood it is the present month, of which nothing is then shown."""
        if not self.is_valid():
            return Asked(month_of(self._at, self.usual_zone))
        found = self.cleaned_data
        chosen = Chosen(found.get("account"), found["kind"], found["severity"])
        return Asked(found["asked_period"], chosen)


def bounded(period: Period) -> Period:
    """The period, unless it is longer than any that is counted (ValueError)."""
    if (period.end - period.start).days > MOST_DAYS:
        raise ValueError(f"Ask for {MOST_DAYS} days at most.")
    return period


def query_of(asked: Asked, **more: str) -> str:
    """The query string that asks the same again, with `more` in it."""
    chosen, period = asked.chosen, asked.period
    found = {
        "account": chosen.account.slug if chosen.account else "",
        "kind": chosen.kind,
        "severity": "" if chosen.level is None else str(chosen.level),
        "period": period.key,
        "zone": str(period.zone),
        **more,
    }
    return urlencode({name: value for name, value in found.items() if value})


def _period_choices(zone: ZoneInfo, at: datetime, chosen: str) -> list[Any]:
    today = at.astimezone(zone).date()
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for label, (months, size) in (("Months", _MONTHS), ("Quarters", _QUARTERS), ("Years", _YEARS)):
        groups.append((label, [(period.key, period.name) for period in recent(today, months, size, zone)]))
    known = {key for _, group in groups for key, _ in group}
    others = [(chosen, _name_of(chosen, zone))] if chosen and chosen not in {*known, OWN} else []
    return [*others, *groups, (OWN, "From day to day")]


def _name_of(written: str, zone: ZoneInfo) -> str:
    try:
        return parse(written, zone).name
    except ValueError:
        return written[:40]
