"""Forms about duty. Times are typed in the reader's zone, which the page names at its foot."""

from typing import Any

from django import forms

from hostops.accounts.forms import zone_choices
from hostops.accounts.models import Person
from hostops.alerts.line import LINES
from hostops.duty.actions.planning import MOST_WEEKS
from hostops.duty.models import Shift
from hostops.duty.people import on_call_staff

# So many turns a weekly rule can be given at once by the form; REST takes any number.
_TURNS = 8


class Instant(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


class Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to the type checker alone
    """Somebody of the staff, by name; the form says who may be chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.display_name)


class _ReadersForm(forms.Form):
    """Every `Colleague` offers the staff whom `reader` may see."""

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Colleague):
                field.queryset = on_call_staff(reader)


def _line() -> forms.TypedChoiceField:
    lines = [(number, f"Line {number}") for number in range(1, len(LINES) + 1)]
    return forms.TypedChoiceField(
        label="Line",
        coerce=int,
        choices=lines,
        help_text="The first is told first; the next where nobody acknowledges.",
    )


class ShiftForm(_ReadersForm):
    person = Colleague(label="Who")
    line = _line()
    starts_at = Instant(label="From")
    ends_at = Instant(label="Until")


class DraftForm(_ReadersForm):
    line = _line()
    first_day = forms.DateField(
        label="First day", widget=forms.DateInput(attrs={"type": "date"}), help_text="Handed over on its weekday."
    )
    at = forms.TimeField(label="Handed over at", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    timezone = forms.ChoiceField(label="Time zone", help_text="The hand-over keeps its time there all year.")
    weeks = forms.IntegerField(label="Weeks", min_value=1, max_value=MOST_WEEKS)

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, reader=reader, **kwargs)
        self.fields["timezone"].choices = zone_choices(reader.timezone)  # type: ignore[attr-defined]
        for number in range(1, _TURNS + 1):
            turn = Colleague(label=f"Turn {number}", required=number == 1, empty_label="–")
            turn.queryset = on_call_staff(reader)
            self.fields[f"turn_{number}"] = turn
        self.fields["turn_1"].help_text = "After the last who is named it is the first one's turn again."

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it: the people in their turns, empty ones left out."""
        data = dict(self.cleaned_data)
        turns = [data.pop(f"turn_{number}") for number in range(1, _TURNS + 1)]
        return {**data, "people": [person for person in turns if person]}


class SwapForm(forms.Form):
    other = forms.ModelChoiceField(label="Swap it with", queryset=Shift.objects.none(), empty_label=None)

    def __init__(self, *args: Any, others: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
        self.fields["other"].label_from_instance = words  # type: ignore[attr-defined]


class AbsenceForm(_ReadersForm):
    starts_at = Instant(label="From")
    ends_at = Instant(label="Until")
    deputy = Colleague(
        label="Who stands in", required=False, empty_label="Nobody", help_text="Alerts to you go to them too."
    )


class AnybodysAbsenceForm(AbsenceForm):
    person = Colleague(label="Who is away")
    field_order = ("person",)


class HandoverForm(forms.Form):
    text = forms.CharField(
        label="Note",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Your own words first. Below is what the portal knows; strike out what the next need not know.",
    )
