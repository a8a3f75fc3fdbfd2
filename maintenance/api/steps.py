"""`/windows/{number}/{step}/`: each step of a window is one action, and shows the window afterwards."""

from collections.abc import Callable
from typing import Any, ClassVar

from rest_framework.serializers import Serializer

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.resources import ActionView
from maintenance import actions
from maintenance.api import taken
from maintenance.api.addressed import OfWindow
from maintenance.api.windows import WholeWindow
from maintenance.models import Addressee, Window


class Step(RoleFirst, OfWindow, WholeWindow, ActionView):
    """One action, named by its step."""

    step: ClassVar[str] = ""

    def get_object(self) -> Window:
        return self.window()

    def asked(self) -> str:
        return f"maintenance.window.{self.step.replace('-', '_')}"


def _acknowledge(**given: Any) -> Any:
    """Accept, decline, or ask about the notice that the caller was sent. The last answer counts."""
    return actions.window_acknowledge(by=Addressee.By.API, **given)


# Each step by its name in the address: the body it takes, the action it calls.
STEPS: dict[str, tuple[type[Serializer[Any]] | None, Callable[..., Any]]] = {
    "change": (taken.ChangeWindow, actions.window_change),
    "plan": (taken.Plan, actions.window_plan),
    "decide": (taken.Decide, actions.window_decide),
    "take-in": (None, actions.window_take_in),
    "announce": (None, actions.window_announce),
    "start": (None, actions.window_start),
    "finish": (taken.Finish, actions.window_finish),
    "report": (taken.Report, actions.window_report),
    "cancel": (taken.Cancel, actions.window_cancel),
    "convert": (taken.Convert, actions.window_convert),
    "decline": (taken.Decline, actions.conversion_decline),
    "propose": (taken.WithNote, actions.window_propose),
    "accept": (taken.WithNote, actions.window_accept),
    "counter": (taken.Counter, actions.window_counter),
    "acknowledge": (taken.Acknowledge, _acknowledge),
    "link": (taken.AddWindowLink, actions.window_link),
    "tell": (taken.Tell, actions.notice_told),
    "consult": (taken.Consult, actions.consultation_log),
}
