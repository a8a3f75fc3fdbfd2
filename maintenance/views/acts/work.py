"""The work of a window: started, finished, reported, cancelled."""

from typing import Any

from hostops.lib.errors import BadField
from maintenance import actions
from maintenance.forms import acts as forms
from maintenance.forms.finishing import FinishForm, at_fields
from maintenance.views.acting import WindowAct
from maintenance.views.shown import WindowShown


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
    form_class = FinishForm
    action = staticmethod(actions.window_finish)

    def call(self, form: Any) -> Any:
        try:
            return super().call(form)
        except BadField as wrong:
            raise at_fields(wrong) from None

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


class Cancel(WindowAct):
    name = step = "cancel"
    label = "Cancel the window"
    title = "Cancel the window"
    hint = "It does not take place. Whoever was told of it is told so."
    submit, said = "Cancel the window", "The window is cancelled."
    form_class = forms.CancelForm
    action = staticmethod(actions.window_cancel)
    is_rare = True
