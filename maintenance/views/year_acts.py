"""Drafting, publishing and acknowledging the plan of a year, and its dates as a file."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.clocks.businesstime.wall import zone_named
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.policies.schema.base import listed
from hostops.web.acts import ActPage
from hostops.web.csvs import csv_download
from hostops.web.times import iso
from hostops.web.versioned import VersionedForm
from maintenance.actions.year_joining import plan_take_in
from maintenance.actions.year_plans import plan_change, plan_draft
from maintenance.actions.year_publishing import plan_acknowledge, plan_publish
from maintenance.actions.year_records import ACKNOWLEDGE, WRITE, standing_windows
from maintenance.forms.wall import likely_zones
from maintenance.forms.years import RuleForm, WordForm, rule_initial
from maintenance.models import Window, YearPlan
from maintenance.rules.yearplan import PlanRule, rule_of
from maintenance.views.years import OfYear
from maintenance.yearrules import rule_given
from maintenance.yearterms import YearTerms, joined_since, scope_named, year_terms

_COLUMNS = ("window", "kind", "title", "starts", "ends", "timezone", "starts_at", "ends_at", "state")


class _YearAct(OfYear, ActPage):
    verb = WRITE

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def context(self) -> dict[str, Any]:
        return super().context() | {"year": self.year, "plan": self.plan}

    def done(self, result: Any) -> str:
        return reverse("year", args=[self.year])


class YearDraftPage(_YearAct):
    """The rule of a year: a first draft, or another in place of the dates there are."""

    template_name = "maintenance/year_draft.html"
    form_class = RuleForm
    submit = "Draft the year"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Draft {self.year} by a rule"

    def form(self, *bound: Any) -> Any:
        self.terms = self._terms()
        return super().form(*bound)

    def context(self) -> dict[str, Any]:
        return super().context() | {"zones": likely_zones(self.terms.first.zone)}

    def _terms(self) -> YearTerms:
        try:
            return year_terms(None, now())
        except BadField:
            raise NotPossible("No account has a policy that plans years: there is no rule to plan by.") from None

    def form_arguments(self) -> dict[str, Any]:
        return {"accounts": self.terms.accounts}

    def initial(self) -> dict[str, Any]:
        rule = self._rule()
        found: dict[str, Any] = rule_initial(rule) if rule else {"timezone": self.terms.first.zone}
        found["title"] = f"Service windows {self.year}"
        if self.plan is not None:
            scope = scope_named(self.plan.scope)
            found |= {"title": self.plan.title, "version": self.plan.version}
            found["accounts"] = [account.slug for account in scope.accounts]
        return found

    def _rule(self) -> PlanRule | None:
        """The rule that the plan was drafted by, else the policy's own."""
        windows, zone = self.terms.first.windows, self.terms.first.zone
        if self.plan is not None and self.plan.rule:
            return rule_given(self.plan.rule, windows, self.plan.timezone)
        return rule_of(windows, zone)

    def act(self, form: Any) -> YearPlan:
        if self.plan is None:
            return plan_draft(actor=self.reader, year=self.year, **form.given())
        return plan_change(actor=self.reader, plan=self.plan, if_version=form.cleaned_data["version"], **form.given())

    @property
    def said(self) -> str:  # type: ignore[override]
        return f"The year {self.year} is drafted: look at it, then publish it."


class YearPublishPage(_YearAct):
    form_class = WordForm
    submit = "Publish the plan"
    said = "The plan is published; its accounts are sent it."
    hint = "Its windows are planned, their notices are owed from now on, and the accounts in scope are sent the dates."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Publish the plan of {self.year}"

    def initial(self) -> dict[str, Any]:
        return {"version": self.plan_or_404().version}

    def act(self, form: Any) -> YearPlan:
        data = form.cleaned_data
        plan = self.plan_or_404()
        return plan_publish(actor=self.reader, plan=plan, word=data["word"], if_version=data["version"])


class YearTakeInPage(_YearAct):
    """Whom it is sent to stands above the button, so that nobody confirms blindly."""

    form_class = VersionedForm
    submit = "Send it to them"
    said = "The accounts are sent the plan, and its planned windows touch them."
    hint = (
        "They are sent the dates and asked to acknowledge them. Windows that are announced already keep their notice: "
        "each names on its page who came since."
    )

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Take in the accounts that joined {self.year}"

    def about(self) -> str:
        plan = self.plan_or_404()
        return listed([account.name for account in joined_since(plan, year_terms(scope_named(plan.scope), now()))])

    def initial(self) -> dict[str, Any]:
        return {"version": self.plan_or_404().version}

    def act(self, form: Any) -> YearPlan:
        version = form.cleaned_data["version"]
        return plan_take_in(actor=self.reader, plan=self.plan_or_404(), if_version=version)


class YearAcknowledgePage(_YearAct):
    verb = ACKNOWLEDGE
    submit = "Acknowledge the plan"
    said = "Thank you: the plan is acknowledged."
    hint = "You have seen the dates and accept them as service windows. Each is announced again before it comes."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Acknowledge the service windows of {self.year}"

    def permit(self) -> None:
        super().permit()
        self.plan_or_404()

    def act(self, form: Any) -> YearPlan:
        return plan_acknowledge(actor=self.reader, plan=self.plan_or_404())


class YearCsv(OfYear):
    """The dates, by the wall clock of the plan's zone and in UTC."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        plan = self.plan_or_404()
        rows = [_values(window, plan.timezone) for window in standing_windows(plan)]
        return csv_download(f"service-windows-{self.year}", _COLUMNS, rows, len(rows))


def _values(window: Window, timezone: str) -> list[Any]:
    zone = zone_named(timezone)
    walls = [f"{instant.astimezone(zone):%Y-%m-%d %H:%M:%S}" for instant in (window.starts_at, window.ends_at)]
    instants = [iso(window.starts_at), iso(window.ends_at)]
    return [window.number, window.kind, window.title, *walls, timezone, *instants, window.state]
