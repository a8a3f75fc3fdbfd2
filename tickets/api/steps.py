"""`/cases/{number}/{step}/`: each step of a case is one action, and shows the case afterwards."""

from collections.abc import Callable
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, Serializer

from hostops.accounts.roles import require
from hostops.api.resources import ActionView
from tickets import actions
from tickets.api import taken
from tickets.api.addressed import OfCase
from tickets.api.cases import WholeCase
from tickets.models import Case


class Step(OfCase, WholeCase, ActionView):
    """The role is asked before the body: whoever may not take the step learns nothing from its names."""

    step: ClassVar[str] = ""

    def get_object(self) -> Case:
        return self.case()

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, f"tickets.case.{self.step}")
        return super().taken(request)


# Each step by its name in the address: the body it takes, the action it calls.
STEPS: dict[str, tuple[type[Serializer[Any]], Callable[..., Any]]] = {
    "severity": (taken.SetSeverity, actions.severity_set),
    "assign": (taken.Assign, actions.case_assign),
    "wait": (taken.Wait, actions.case_wait),
    "resume": (taken.MayHaveReason, actions.case_resume),
    "workaround": (taken.WithBody, actions.case_workaround),
    "resolve": (taken.Resolve, actions.case_resolve),
    "close": (taken.MayHaveReason, actions.case_close),
    "reopen": (taken.Reopen, actions.case_reopen),
    "contact": (taken.LogContact, actions.contact_log),
    "coverage": (taken.DecideCoverage, actions.coverage_decide),
    "admit": (taken.Admit, actions.case_admit),
    "advise": (taken.Advise, actions.advice_record),
    "tag": (taken.SetTags, actions.case_tag),
    "merge": (taken.MergeInto, actions.case_merge),
    "rate": (taken.Rate, actions.case_rate),
}
