"""`/cases/{number}/{step}/`: each step of a case is one action, and shows the case afterwards."""

from collections.abc import Callable
from typing import Any, ClassVar

from rest_framework.serializers import Serializer

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.resources import ActionView
from tickets import actions
from tickets.api.addressed import OfCase
from tickets.api.cases import WholeCase
from tickets.api.taken import records, together, work
from tickets.models import Case


class Step(RoleFirst, OfCase, WholeCase, ActionView):
    """One action, named by its step."""

    step: ClassVar[str] = ""

    def get_object(self) -> Case:
        return self.case()

    def asked(self) -> str:
        return f"tickets.case.{self.step}"


# Each step by its name in the address: the body it takes, the action it calls.
STEPS: dict[str, tuple[type[Serializer[Any]], Callable[..., Any]]] = {
    "severity": (work.SetSeverity, actions.severity_set),
    "assign": (work.Assign, actions.case_assign),
    "wait": (work.Wait, actions.case_wait),
    "resume": (work.MayHaveReason, actions.case_resume),
    "workaround": (work.WithBody, actions.case_workaround),
    "resolve": (work.Resolve, actions.case_resolve),
    "close": (work.MayHaveReason, actions.case_close),
    "reopen": (work.Reopen, actions.case_reopen),
    "contact": (records.LogContact, actions.contact_log),
    "coverage": (records.DecideCoverage, actions.coverage_decide),
    "admit": (work.Admit, actions.case_admit),
    "advise": (records.Advise, actions.advice_record),
    "version": (records.NoteVersion, actions.version_note),
    "tag": (together.SetTags, actions.case_tag),
    "merge": (together.MergeInto, actions.case_merge),
    "rate": (together.Rate, actions.case_rate),
}
