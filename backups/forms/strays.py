"""Forms of what is done with runs that were kept aside."""

from typing import Any

from django import forms

from backups.models import Schedule, Stray
from backups.models.stray import Why
from backups.naming import number_in
from hostops.accounts.models import Person


class _ScheduleField(forms.CharField):
    """`BK-12`, found among those that the reader may see."""

    reader: Person

    def clean(self, value: Any) -> Any:
        number = number_in(super().clean(value))
        found = Schedule.objects.visible_to(self.reader).filter(pk=number).first() if number else None
        if found is None:
            raise forms.ValidationError("There is no such schedule; write it as BK-12.")
        return found


class AssignForm(forms.Form):
    """`stray` is what is to be assigned: one from the future is asked when it really ended."""

    schedule = _ScheduleField(label="Schedule", help_text="Such as BK-12.")
    finished_at = forms.DateTimeField(
        label="When it really ended", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    alike = forms.BooleanField(
        required=False, label="All others too that were told of the same server and tier, and wait"
    )

    def __init__(self, *args: Any, reader: Person, stray: Stray, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schedule"].reader = reader  # type: ignore[attr-defined]
        del self.fields["alike" if stray.why == Why.FUTURE else "finished_at"]


class AwayForm(forms.Form):
    words = forms.CharField(label="Why it becomes no run", widget=forms.Textarea(attrs={"rows": 3}))
