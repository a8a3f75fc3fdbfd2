"""What is put on record of a window: talks, conversions, links."""

from typing import Any

from django.contrib import messages

from maintenance import actions
from maintenance.forms import acts as forms
from maintenance.views.acting import WindowAct
from maintenance.views.shown import WindowShown


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


class Tell(WindowAct):
    name = step = "tell"
    label = "Told otherwise"
    title = "An account was told otherwise"
    hint = "Where no mail reaches an account. It counts as sent to them at the instant that you name."
    submit, said = "Record it", "It is recorded."
    form_class = forms.TellForm
    action = staticmethod(actions.notice_told)

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        return bool(shown.unreached)


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
