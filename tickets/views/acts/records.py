"""What is put on record: calls, decisions on coverage, advice, causes of breaches."""

from typing import Any

from django.shortcuts import get_object_or_404

from hostops.clocks.attribution import breach_attribute
from hostops.clocks.models import Clock
from tickets import actions
from tickets.forms.acts import records as forms
from tickets.views.acting import CaseAct
from tickets.views.shown import CaseShown


class Contact(CaseAct):
    name = step = "contact"
    label = "Log a contact"
    key = "l"
    title = "Log a call or an e-mail"
    hint = "A priority response time counts from it."
    submit = "Log it"
    said = "The contact is logged."
    form_class = forms.ContactForm
    action = staticmethod(actions.contact_log)


class Coverage(CaseAct):
    name = step = "coverage"
    label = "Coverage"
    is_rare = True
    key = "v"
    title = "Decide the coverage"
    submit = "Decide"
    said = "The coverage is decided."
    form_class = forms.CoverageForm
    action = staticmethod(actions.coverage_decide)

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        return bool(shown.terms and shown.terms.cases.coverage)

    def initial(self) -> dict[str, Any]:
        """With `?advice=` the form is filled in for withholding by it."""
        asked = self.request.GET.get("advice")
        fix = next((fix for fix in self.shown.known_fixes if str(fix.advice.pk) == asked), None)
        return {"ground": fix.ground.ground, "advice": fix.advice, "reason": fix.reason} if fix else {}


class Version(CaseAct):
    name = step = "version"
    label = "Note the version"
    is_rare = True
    title = "Which version runs"
    hint = "A fix that is known, and that this version lacks, is then shown on the case."
    submit = "Note it"
    said = "The version is noted."
    form_class = forms.VersionForm
    action = staticmethod(actions.version_note)

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        return shown.case.software_id is not None

    def initial(self) -> dict[str, Any]:
        return {"software_version": self.object.software_version}


class Advise(CaseAct):
    name = "advice"
    step = "advise"
    label = "Record advice"
    is_rare = True
    title = "Record advice of a fix"
    hint = "If the problem comes back and the fix was not installed, support can be withheld by this record alone."
    submit = "Record it"
    said = "The advice is on record."
    form_class = forms.AdviseForm
    action = staticmethod(actions.advice_record)


class Attribute(CaseAct):
    name = "attribute"
    label = "Attribute a breach"
    title = "Put a breach down to its cause"
    hint = "Said once for each breach; it stays."
    submit = "Attribute"
    said = "The breach is attributed."
    form_class = forms.AttributeForm

    @classmethod
    def verb(cls) -> str:
        return "clocks.breach.attribute"

    @classmethod
    def possible(cls, shown: CaseShown) -> bool:
        return True

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        return bool(shown.breaches)

    def call(self, form: Any) -> Any:
        data = form.cleaned_data
        breach = form.breaches[data["breach"]]
        mine = Clock.objects.visible_to(self.reader).select_related("subject", "version__policy")
        clock = get_object_or_404(mine, pk=breach.pk, subject=self.object.subject_id)
        return breach_attribute(
            actor=self.reader,
            clock=clock,
            cycle=breach.cycle,
            cause=data["cause"],
            clause=data["clause"],
            reason=data["reason"],
        )
