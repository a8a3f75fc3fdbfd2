"""The verbs on a case, each with its words, its form and the action that it calls."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hostops.clocks.attribution import breach_attribute
from hostops.clocks.models import Clock
from tickets import actions
from tickets.forms import acts as forms
from tickets.forms.fields import uploads_of
from tickets.models import Visibility
from tickets.views.acting import CaseAct
from tickets.views.shown import CaseShown
from tickets.views.together_acts import TOGETHER


class Reply(CaseAct):
    name = step = "reply"
    label = "Reply"
    key = "r"
    title = "Reply"
    submit = "Send the reply"
    said = "Your reply is on record."
    form_class: type[forms.CaseActForm] = forms.ReplyForm
    visibility = Visibility.PUBLIC
    has_drafts = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._inserted() if "insert" in request.POST else super().post(request, *args, **kwargs)

    def _inserted(self) -> HttpResponse:
        """The form again, with the text of the template that was picked; nothing is sent."""
        form = self.form(self.request.POST)
        fresh = self.form()
        fresh.initial = {name: form.inserted().get(name) for name in ("body", "version")}
        return self.show(form=fresh)

    def call(self, form: Any) -> Any:
        given = self.arguments(form)
        given["attachments"] = uploads_of(given["attachments"])
        with transaction.atomic():
            message = actions.message_add(**given, visibility=self.visibility)
            actions.draft_clear(actor=self.reader, place=str(self.place(self.object)))
        return message


class Note(Reply):
    name = step = "note"
    label = "Internal note"
    key = "n"
    title = "Internal note"
    hint = "Only staff read it; the customer never does."
    submit = "Keep the note"
    said = "Your note is on record."
    form_class = forms.NoteForm
    visibility = Visibility.INTERNAL


class Assign(CaseAct):
    name = step = "assign"
    label = "Assign"
    title = "Who has the case"
    submit = "Assign"
    said = "The case is assigned."
    form_class = forms.AssignForm
    action = staticmethod(actions.case_assign)

    def act(self, form: Any) -> Any:
        """Whoever is out of office may be given a case all the same; the reader is told who stands in."""
        case = super().act(form)
        if case.assignee_id in form.away:
            messages.warning(self.request, f"{case.assignee.display_name} is {form.away[case.assignee_id]}.")
        return case


class Severity(CaseAct):
    name = step = "severity"
    label = "Severity"
    key = "e"
    title = "Set the severity"
    hint = "The clocks are computed again from their start. Raised, a due time only comes earlier."
    submit = "Set the severity"
    said = "The severity is set."
    form_class = forms.SeverityForm
    action = staticmethod(actions.severity_set)

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        return bool(shown.terms and shown.terms.cases.levels())


class Wait(CaseAct):
    name = step = "wait"
    label = "Ask the customer"
    key = "w"
    title = "Ask the customer and wait"
    hint = "The question is sent. To ask is to respond; the time for our next news stands still until the answer."
    submit = "Ask"
    said = "The question is sent."
    form_class = forms.WaitForm
    action = staticmethod(actions.case_wait)


class Resume(CaseAct):
    name = step = "resume"
    label = "Take up again"
    title = "Take the case up again"
    submit = "Take up again"
    said = "The case is open again."
    form_class = forms.ResumeForm
    action = staticmethod(actions.case_resume)


class Workaround(CaseAct):
    name = step = "workaround"
    label = "Workaround"
    title = "Give a workaround"
    hint = "The customer can go on; the case goes on to its resolution."
    submit = "Send the workaround"
    said = "The workaround is sent."
    form_class = forms.WorkaroundForm
    action = staticmethod(actions.case_workaround)


class Resolve(CaseAct):
    name = step = "resolve"
    label = "Resolve"
    key = "d"
    title = "Resolve the case"
    submit = "Resolve"
    said = "The case is resolved."
    form_class = forms.ResolveForm
    action = staticmethod(actions.case_resolve)


class Close(CaseAct):
    name = step = "close"
    label = "Close"
    title = "Close the case"
    submit = "Close"
    said = "The case is closed."
    form_class = forms.CloseForm
    action = staticmethod(actions.case_close)


class Reopen(CaseAct):
    name = step = "reopen"
    label = "Reopen"
    title = "Reopen the case"
    hint = "It has its place at once, and its full response time from now."
    submit = "Reopen"
    said = "The case is open again."
    form_class = forms.ReasonForm
    action = staticmethod(actions.case_reopen)


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


class Admit(CaseAct):
    name = step = "admit"
    label = "Admit"
    title = "Take the case in over the cap"
    hint = "It goes before those in line; its response time counts from now."
    submit = "Admit"
    said = "The case is taken in."
    form_class = forms.ReasonForm
    action = staticmethod(actions.case_admit)


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


# In the order in which the page shows them.
ACTS: tuple[type[CaseAct], ...] = (
    Reply, Assign, Severity, Wait, Resume, Workaround, Resolve, Close, Reopen, Admit, Contact, Coverage, Note, Advise,
    Attribute, *TOGETHER,
)  # fmt: skip
