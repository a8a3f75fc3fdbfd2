"""The verbs on a window, each with its words, its form and the action that it calls."""

from typing import Any

from django.contrib import messages

from maintenance import actions
from maintenance.forms import acts as forms
from maintenance.states import Decision, State
from maintenance.views.acting import WindowAct
from maintenance.views.shown import WindowShown


class Plan(WindowAct):
    name = step = "plan"
    label, key = "Plan", "p"
    title = "Plan the window"
    hint = "Its notice is owed from now on, and the affected accounts see it. Nobody is sent anything yet."
    submit, said = "Plan it", "The window is planned."
    explains = "maintenance/acts/plan.html"
    form_class = forms.PlanForm
    action = staticmethod(actions.window_plan)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return shown.window.state != State.DRAFT or "agreement" not in shown.needs

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return shown.window.state == State.DRAFT


class Propose(WindowAct):
    name = step = "propose"
    label, key = "Propose", "p"
    title = "Propose the times"
    hint = "Every affected account is asked to accept them or to propose others."
    submit, said = "Propose", "The times are proposed."
    form_class = forms.NoteForm
    action = staticmethod(actions.window_propose)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return shown.window.kind == "agreed"

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return shown.window.state == State.DRAFT


class Accept(WindowAct):
    name = step = "accept"
    label, key = "Accept the times", "y"
    title = "Accept the times"
    submit, said = "Accept", "The times are accepted."
    form_class = forms.NoteForm
    action = staticmethod(actions.window_accept)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        """Staff accept what a customer countered; a customer what it has not accepted yet."""
        if shown.for_staff:
            return shown.window.state == State.COUNTERED
        return any(row.agreed_at is None for row in shown.affected)

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return True


class Counter(WindowAct):
    name = step = "counter"
    label, key = "Propose other times", "o"
    title = "Propose other times"
    hint = "By the clock of the zone that you name. Your planner accepts them or proposes anew."
    submit, said = "Propose these", "Your times are proposed."
    form_class = forms.CounterForm
    action = staticmethod(actions.window_counter)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return not shown.for_staff


class Announce(WindowAct):
    name = step = "announce"
    label, key = "Announce", "a"
    title = "Send the notice"
    submit, said = "Send it", "The notice is on its way. Here stands whom it has reached."
    explains = "maintenance/acts/announce.html"
    form_class = forms.WindowActForm
    action = staticmethod(actions.window_announce)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return shown.is_unsaid

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return shown.window.decision != Decision.UNDECIDED and not shown.is_missed


class Decide(WindowAct):
    name = step = "decide"
    label, key = "Decide its use", "d"
    title = "Is it used, and what do customers notice?"
    submit, said = "Decide", "It is decided."
    form_class = forms.DecideForm
    action = staticmethod(actions.window_decide)

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return shown.is_unsaid and shown.window.decision == Decision.UNDECIDED and not shown.is_missed


class Start(WindowAct):
    name = step = "start"
    label, key = "Start", "s"
    title = "Start the window"
    hint = "Monitoring alerts of its servers are kept here from now on and open no cases."
    submit, said = "Start now", "The window runs."
    explains = "maintenance/acts/start.html"
    form_class = forms.WindowActForm
    action = staticmethod(actions.window_start)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return shown.may_start

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return True


class Finish(WindowAct):
    name = step = "finish"
    label, key = "Finish", "f"
    title = "Finish the window"
    submit, said = "Finish", "The window is finished."
    explains = "maintenance/acts/finish.html"
    form_class = forms.FinishForm
    action = staticmethod(actions.window_finish)

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return True


class Report(WindowAct):
    name = step = "report"
    label, key = "Report", "r"
    title = "Report on the window"
    hint = "It is sent to everybody who had the notice."
    submit, said = "Send the report", "The report is sent."
    form_class = forms.ReportForm
    action = staticmethod(actions.window_report)

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return shown.report_clock is not None


class Consult(WindowAct):
    name = step = "consult"
    label, key = "Log a consultation", "l"
    title = "Log a consultation"
    hint = "With whom of an affected account it was talked over, and what they said."
    submit, said = "Log it", "The consultation is logged."
    form_class = forms.ConsultForm
    action = staticmethod(actions.consultation_log)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return "consultation" in shown.needs or shown.window.kind == "emergency"

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        return "consultation" in shown.needs and bool(shown.to_consult)


class Convert(WindowAct):
    name = step = "convert"
    label, key = "Convert", "v"
    title = "Make it a window of another kind"
    form_class = forms.ConvertForm
    action = staticmethod(actions.window_convert)
    is_rare = True

    @property
    def submit(self) -> str:  # type: ignore[override]
        return "Convert it" if self.shown.may_approve else "Ask a manager"

    @property
    def hint(self) -> str:  # type: ignore[override]
        return "" if self.shown.may_approve else "It is converted when a manager approves."

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return bool(shown.conversions_open) and not (shown.asked_conversion and not shown.may_approve)

    def initial(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        return {"kind": kind} if kind in {way.kind for way in self.shown.conversions_open} else {}

    def act(self, form: Any) -> Any:
        window = super().act(form)
        kind = form.cleaned_data["kind"]
        done = f"The window is now {kind}." if window.kind == kind else f"A manager is asked to make it {kind}."
        messages.success(self.request, done)
        return window


class Decline(WindowAct):
    name = step = "decline"
    label = "Decline to convert"
    title = "Decline to convert it"
    hint = "The window stays as it is; whoever asked is told why."
    submit, said = "Decline", "It is declined; whoever asked is told."
    form_class = forms.DeclineForm
    action = staticmethod(actions.conversion_decline)
    is_rare = True

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return shown.asked_conversion is not None


class Link(WindowAct):
    name = step = "link"
    label = "Link a case"
    title = "Link a case"
    hint = "Staff see it on both. A customer sees it where the case is its own."
    submit, said = "Link it", "The case is linked."
    form_class = forms.LinkForm
    action = staticmethod(actions.window_link)
    is_rare = True

    @classmethod
    def possible(cls, shown: WindowShown) -> bool:
        """Whatever state it is in."""
        return True


class Cancel(WindowAct):
    name = step = "cancel"
    label = "Cancel the window"
    title = "Cancel the window"
    hint = "It does not take place. Whoever was told of it is told so."
    submit, said = "Cancel the window", "The window is cancelled."
    form_class = forms.CancelForm
    action = staticmethod(actions.window_cancel)
    is_rare = True


# In the order in which the page shows them.
ACTS: tuple[type[WindowAct], ...] = (
    Accept, Plan, Propose, Counter, Start, Announce, Decide, Finish, Report, Consult, Convert, Decline, Link, Cancel,
)  # fmt: skip
