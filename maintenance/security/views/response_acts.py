"""Opening a security response, and the steps of its life."""

from typing import Any

from django.shortcuts import get_object_or_404

from hostops.lib.errors import NotPossible
from maintenance.security import actions
from maintenance.security.actions.closing import CLOSE, REOPEN
from maintenance.security.actions.first import ACT
from maintenance.security.actions.labour import RECORD
from maintenance.security.actions.opening import OPEN, WIDEN
from maintenance.security.actions.shutdowns import SHUT
from maintenance.security.actions.telling import NOTIFY, TELL
from maintenance.security.cases import going_on
from maintenance.security.forms import response as forms
from maintenance.security.letters import words_of
from maintenance.security.models import CustomCode
from maintenance.security.promised import reasons_of, terms_of_response
from maintenance.security.views.base import NewPage, ResponseStep


class OpenPage(NewPage):
    """On servers, or with the key of a customer's own code in the address on that."""

    form_class: Any = forms.OpenForm
    title = "Open a security response"
    hint = "Each account that it touches gets a case, below an open Level 1 and above everything else."
    submit, said = "Open it", "The response is open, with a case for each account."
    verb, action = OPEN, staticmethod(actions.response_open)
    route, back = "security_response", "security"
    code: CustomCode | None = None

    def permit(self) -> None:
        if "code" in self.kwargs:  # first: code of others is none for whoever asks
            seen = CustomCode.objects.visible_to(self.reader).select_related("account")
            self.code = get_object_or_404(seen, pk=self.kwargs["code"])
            self.form_class = forms.OpenOnCodeForm
        super().permit()
        if self.code and self.code.retired_at:
            raise NotPossible(f"{self.code.number} is retired.")

    def about(self) -> str:
        return f"{self.code.number}: {self.code.name}, {self.code.account.name}" if self.code else ""

    def initial(self) -> dict[str, Any]:
        names = ("advisory", "title", "servers")
        given = {name: self.request.GET[name][:200] for name in names if name in self.request.GET}
        return {"kind": "finding"} | ({"kind": "advisory"} if "advisory" in given else {}) | given

    def form_arguments(self) -> dict[str, Any]:
        return super().form_arguments() | ({"code": self.code} if self.code else {})


class ActFirstPage(ResponseStep):
    form_class = forms.ActForm
    title = "Action came first"
    hint = "A zero-day, or a risk that warrants extreme attention: the notice is owed from then on, and its clock runs."
    submit, said = "Record it", "It is recorded; the accounts are owed a notice."
    verb, step, action = ACT, "act", staticmethod(actions.response_act)

    def form_arguments(self) -> dict[str, Any]:
        return {"reasons": reasons_of(terms_of_response(self.object, self.object.opened_at))}


class NotifyPage(ResponseStep):
    form_class = forms.NotifyForm
    title = "Notify the accounts"
    hint = "The holder and the named contacts of every account that it touches are sent these words."
    submit, said = "Send it", "The notice is on its way."
    verb, step, action = NOTIFY, "notify", staticmethod(actions.response_notify)

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "words": words_of(self.object), "effect": self.object.effect}


class TellPage(ResponseStep):
    form_class = forms.TellForm
    title = "Told otherwise"
    hint = "An account that no mail reaches is told by telephone; it counts from then on."
    submit, said = "Record it", "It is recorded."
    verb, step, action = TELL, "tell", staticmethod(actions.response_tell)

    def form_arguments(self) -> dict[str, Any]:
        return {"response": self.object}


class WidenPage(ResponseStep):
    form_class = forms.WidenForm
    title = "It touches more servers"
    hint = "An account that comes in gets its case, and is told what the others were."
    submit, said = "Take them in", "They are in."
    verb, step, action = WIDEN, "widen", staticmethod(actions.response_widen)

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}


class ClosePage(ResponseStep):
    """It says which cases stay open: nobody is to think that they end with it."""

    template_name = "security/close.html"
    form_class = forms.CloseForm
    title = "Close the response"
    submit = "Close it"
    said = "The response is closed. Its cases are not: each that is still open is resolved on its own."
    verb, step, action = CLOSE, "close", staticmethod(actions.response_close)

    def context(self) -> dict[str, Any]:
        affected = self.object.affected.select_related("account", "case").order_by("account__name", "id")
        return super().context() | {"cases": going_on(affected)}


class ReopenPage(ResponseStep):
    form_class = forms.ReasonForm
    title = "Reopen the response"
    submit, said = "Reopen it", "The response is open again."
    verb, step, action = REOPEN, "reopen", staticmethod(actions.response_reopen)


class LabourPage(ResponseStep):
    form_class = forms.LabourForm
    title = "Record labour"
    hint = "A line of the account's bill, by the price of its policy when the work began (itpdx:5k)."
    submit, said = "Record it", "The labour is recorded."
    verb, step, action = RECORD, "labour", staticmethod(actions.labour_record)


class ShutDownPage(ResponseStep):
    form_class = forms.ShutDownForm
    title = "Shut the site down"
    hint = "Record it when it is done. The account is told at once, and an answer lifts it (itpdx:5k)."
    submit, said = "It is shut down", "The shutdown is recorded; the account is told."
    verb, step, action = SHUT, "shut_down", staticmethod(actions.shutdown_set)
