"""Forms of what is put on record: calls, decisions on coverage, advice, causes of breaches."""

from typing import Any

from django import forms

from hostops.clocks.attribution import CAUSES
from hostops.web.fields import Instant, Text
from tickets.forms.acting import CaseActForm
from tickets.looks import COVERAGES
from tickets.models import Advice, Contact


class ContactForm(CaseActForm):
    channel = forms.ChoiceField(label="How", choices=Contact.Channel.choices)
    at = Instant(label="When", required=False, help_text="Empty for now.")
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


class VersionForm(CaseActForm):
    software_version = forms.CharField(
        label="Version", required=False, max_length=60, help_text="As it is installed, such as 4.2."
    )


class AdviseForm(CaseActForm):
    fixed_version = forms.CharField(label="Fixed in version", required=False, max_length=60)
    told = forms.CharField(label="Who was told", required=False, max_length=200)
    told_at = Instant(label="When", required=False, help_text="Empty for now.")


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
