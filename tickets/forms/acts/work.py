"""Forms of the work on a case: who has it, how grave it is, asking, ending, taking up again."""

from typing import Any

from django import forms

from hostops.accounts.models import Person
from hostops.accounts.roles import STAFF_ROLES, granted
from hostops.web.fields import Text
from tickets.forms.acting import CaseActForm
from tickets.looks import OUTCOMES
from tickets.onduty import away_words
from tickets.states import Outcome


class AssignForm(CaseActForm):
    assignee = forms.ChoiceField(label="Who has it", required=False)

    def prepare(self) -> None:
        self.people = who_work_on_cases(self.shown.reader)
        self.away = away_words(self.people, self.shown.reader)
        self.offer("assignee", [("", "Nobody"), *((str(person.pk), self._name(person)) for person in self.people)])
        self.fields["assignee"].initial = self.shown.case.assignee_id or ""

    def _name(self, person: Person) -> str:
        away = self.away.get(person.pk)
        return f"{person.display_name} ({away})" if away else str(person.display_name)

    def given(self) -> dict[str, Any]:
        chosen = self.cleaned_data["assignee"]
        return {"assignee": next((person for person in self.people if str(person.pk) == chosen), None)}


def who_work_on_cases(reader: Person) -> list[Person]:
    """The staff to whom a case can be given."""
    roles = granted()["tickets.case.reply"] & STAFF_ROLES
    return list(Person.objects.visible_to(reader).filter(role__in=roles, is_active=True))


class SeverityForm(CaseActForm):
    severity = forms.TypedChoiceField(label="Severity", coerce=int)
    reason = forms.ChoiceField(label="Reason")
    note = Text(label="Note", rows=3, help_text="Evidence, where the reason needs it. It stands in the case's history.")
    override_reason = forms.CharField(
        label="Why over the cap", required=False, help_text="Only to raise into a place that is taken."
    )

    def prepare(self) -> None:
        flow, present = self.shown.terms.cases, self.shown.case.severity
        self.offer("severity", [(severity.level, severity.name) for severity in flow.severities])
        fitting = [change for change in flow.severity_changes if present in change.from_levels]
        self.offer("reason", [(change.reason, f"{change.title} ({change.clause})") for change in fitting])
        self.fields["severity"].initial = present


class WaitForm(CaseActForm):
    question = Text(label="Question to the customer", rows=5)


class ResumeForm(CaseActForm):
    reason = forms.CharField(label="Why", required=False)


class WorkaroundForm(CaseActForm):
    body = Text(label="The way around, for the customer", rows=5)


class ResolveForm(CaseActForm):
    outcome = forms.ChoiceField(label="Outcome")
    body = Text(label="What was done, or why it cannot be", rows=5)

    def prepare(self) -> None:
        staff = self.shown.reader.is_staff_member
        outcomes = list(Outcome) if staff else [Outcome.SOLVED, Outcome.WITHDRAWN]
        self.offer("outcome", [(outcome.value, OUTCOMES[outcome]) for outcome in outcomes])
        if not staff:
            self.fields["body"].label = "Anything to add"


class CloseForm(CaseActForm):
    reason = forms.CharField(label="Why", required=False)


class ReasonForm(CaseActForm):
    reason = Text(label="Why", rows=3)
