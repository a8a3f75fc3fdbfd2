"""The work on a case: who has it, how grave it is, asking, ending, taking up again."""

from typing import Any

from django.contrib import messages

from tickets import actions
from tickets.forms.acts import work as forms
from tickets.views.acting import CaseAct
from tickets.views.shown import CaseShown


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


class Admit(CaseAct):
    name = step = "admit"
    label = "Admit"
    title = "Take the case in over the cap"
    hint = "It goes before those in line; its response time counts from now."
    submit = "Admit"
    said = "The case is taken in."
    form_class = forms.ReasonForm
    action = staticmethod(actions.case_admit)
