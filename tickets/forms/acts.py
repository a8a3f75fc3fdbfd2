"""One small form for each verb on a case. All carry the version that the person has read."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.urls import reverse

from hostops.accounts.models import Person
from hostops.accounts.roles import STAFF_ROLES, granted
from hostops.clocks.attribution import CAUSES
from tickets.filling import filled
from tickets.forms.fields import Files, Instant, Text
from tickets.forms.templates import add_picker, picked
from tickets.looks import COVERAGES, OUTCOMES
from tickets.models import Advice, Contact
from tickets.onduty import away_words
from tickets.states import Outcome

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


class WordsForm(CaseActForm):
    """Words and files; staff may begin with a template."""

    attachments = Files()
    act: ClassVar[str]

    def prepare(self) -> None:
        if self.shown.reader.is_staff_member:
            add_picker(self, reverse(f"case_{self.act}", args=[self.shown.case.pk]))

    def inserted(self) -> QueryDict:
        """What was typed, with the chosen template's text below it."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        chosen = picked(self) if self.shown.reader.is_staff_member else None
        if chosen:
            text = filled(chosen.body, self.shown.case, self.shown.reader)
            data["body"] = "\n\n".join(filter(None, [self.data.get("body", "").rstrip(), text]))
        return data

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given().items() if name != "template"}


class ReplyForm(WordsForm):
    body = Text(label="Your reply", rows=4)
    act = "reply"
    field_order = ("version", "body", "attachments")


class NoteForm(WordsForm):
    body = Text(label="Note")
    act = "note"
    field_order = ("version", "body", "attachments")


class WaitForm(CaseActForm):
    question = Text(label="Question to the customer")


class ResumeForm(CaseActForm):
    reason = forms.CharField(label="Why", required=False)


class WorkaroundForm(CaseActForm):
    body = Text(label="The way around, for the customer")


class ResolveForm(CaseActForm):
    outcome = forms.ChoiceField(label="Outcome")
    body = Text(label="What was done, or why it cannot be")

    def prepare(self) -> None:
        staff = self.shown.reader.is_staff_member
        outcomes = list(Outcome) if staff else [Outcome.SOLVED, Outcome.WITHDRAWN]
        self.offer("outcome", [(outcome.value, OUTCOMES[outcome]) for outcome in outcomes])
        if not staff:
            self.fields["body"].label = "Anything to add"


class ReasonForm(CaseActForm):
    reason = Text(label="Why", rows=3)


class CloseForm(CaseActForm):
    reason = forms.CharField(label="Why", required=False)


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


class ContactForm(CaseActForm):
    channel = forms.ChoiceField(label="How", choices=Contact.Channel.choices)
    at = Instant(label="When", help_text="Empty for now.")
    caller_name = forms.CharField(label="Who", required=False, max_length=200)
    caller_address = forms.CharField(label="Number or address", required=False, max_length=254)
    answered = forms.BooleanField(
        label="Answered in substance", required=False, help_text="It then counts as the first response."
    )
    note = Text(label="Note", rows=3)


class CoverageForm(CaseActForm):
    ground = forms.ChoiceField(label="Decision and its ground")
    advice = forms.ModelChoiceField(
        label="Advice given before", queryset=Advice.objects.none(), required=False, empty_label="None",
        help_text="Needed where support is withheld because a fix was not installed.",
    )  # fmt: skip
    reason = Text(label="Reason, for the customer to read", rows=3)

    def prepare(self) -> None:
        self.grounds = {ground.ground: ground for ground in self.shown.terms.cases.coverage}
        self.offer("ground", [(name, _ground(ground)) for name, ground in self.grounds.items()])
        case = self.shown.case
        earlier = Advice.objects.visible_to(self.shown.reader).filter(case__account=case.account_id)
        earlier = earlier.exclude(case=case.pk).select_related("case")
        self.fields["advice"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["advice"].label_from_instance = _advice  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        ground = self.grounds[self.cleaned_data["ground"]]
        data = self.cleaned_data
        return {
            "decision": ground.decision,
            "clause": ground.clause,
            "reason": data["reason"],
            "advice": data["advice"],
        }


def _ground(ground: Any) -> str:
    return f"{COVERAGES[ground.decision].label}: {ground.title} ({ground.clause})"


def _advice(advice: Any) -> str:
    return f"{advice.case.number}: fixed in {advice.fixed_version}, told {advice.told} on {advice.told_at:%Y-%m-%d}"


class AdviseForm(CaseActForm):
    fixed_version = forms.CharField(label="Fixed in version", required=False, max_length=60)
    told = forms.CharField(label="Who was told", required=False, max_length=200)
    told_at = Instant(label="When", help_text="Empty for now.")


class AttributeForm(CaseActForm):
    breach = forms.ChoiceField(label="Breach")
    cause = forms.ChoiceField(label="Put down to", choices=list(CAUSES.items()))
    clause = forms.ChoiceField(label="Clause", required=False)
    reason = Text(label="Why, for the customer to read", rows=3)

    def prepare(self) -> None:
        self.breaches = {f"{breach.pk}-{breach.cycle}": breach for breach in self.shown.breaches}
        self.offer("breach", [(key, f"{breach.what}, cycle {breach.cycle}") for key, breach in self.breaches.items()])
        clauses = self.shown.terms.document.clauses if self.shown.terms else ()
        self.offer("clause", [("", "None"), *((clause.id, f"{clause.id} {clause.title}") for clause in clauses)])
