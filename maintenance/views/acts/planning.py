"""From its draft to its notice: planned, worked out together, decided, announced."""

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


class TakeIn(WindowAct):
    name, step = "take-in", "take_in"
    label = "Take in what came since"
    title = "Take in what came since"
    hint = "The window then touches the servers that came into its scope, and needs a new notice before it may start."
    submit, said = "Take them in", "They are taken in; the window needs a new notice."
    form_class = forms.WindowActForm
    action = staticmethod(actions.window_take_in)
    is_rare = True

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return bool(shown.added_later)


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
