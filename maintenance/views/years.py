"""`/windows/year/2027/`: twelve months at a glance; planners change and publish, customers acknowledge (iptor:5b)."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from hostops.accounts.roles import may, require
from hostops.lib.errors import BadField, Refused
from hostops.lib.now import now
from hostops.web.acts import put_into
from hostops.web.pages import VisiblePage
from maintenance.actions.year_input import FIRST_YEAR, LAST_YEAR
from maintenance.actions.year_plans import plan_change
from maintenance.actions.year_records import ACKNOWLEDGE, WRITE, standing_windows
from maintenance.forms.years import DatesForm, SavingForm, WordForm
from maintenance.models import PlanAcknowledgement, YearPlan
from maintenance.yearpage import dates_form, year_shown

# The silent of these are chased by name; REST has them all.
_MOST_SHOWN = 40


class OfYear(VisiblePage):
    """A page about the year in its address, and the plan of it that the reader may see, if there is one."""

    model = YearPlan

    def permit(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Http404

    @property
    def year(self) -> int:
        year: int = self.kwargs["year"]
        return year

    @cached_property
    def plan(self) -> YearPlan | None:
        plan: YearPlan | None = self.rows().select_related("policy_version__policy").filter(year=self.year).first()
        return plan

    def plan_or_404(self) -> YearPlan:
        if self.plan is None:
            raise Http404
        return self.plan


class YearPage(OfYear):
    template_name = "maintenance/year.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown()

    @property
    def may_write(self) -> bool:
        return may(self.reader, WRITE)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "year": self.year,
            "years": [year for year in (self.year - 1, self.year + 1) if FIRST_YEAR <= year <= LAST_YEAR],
            "plan": self.plan,
            "may_write": self.may_write,
            "for_staff": self.reader.is_staff_member,
        }

    def shown(self, status: int = HTTPStatus.OK, form: DatesForm | None = None, **more: Any) -> HttpResponse:
        if self.plan is None:
            return self.show(status)
        if form is None and self.may_write:
            form = dates_form(self.plan, standing_windows(self.plan))
        given: dict[str, Any] = {
            "shown": year_shown(self.reader, self.plan, form),
            "form": form,
            "saving": SavingForm(initial={"version": self.plan.version}),
            "publishing": WordForm(initial={"version": self.plan.version}, auto_id="publish_%s"),
            **self._acknowledgements(),
            "own_zone": str(timezone.get_current_timezone()) != self.plan.timezone,
            "may_acknowledge": may(self.reader, ACKNOWLEDGE) and not self.reader.is_staff_member,
        }
        return self.show(status, **{**given, **more})

    def _acknowledgements(self) -> dict[str, Any]:
        """How many were asked and how many answered; those who have not come first, as a chase list."""
        seen = PlanAcknowledgement.objects.visible_to(self.reader).filter(plan=self.plan)
        counted = seen.aggregate(asked=Count("pk"), answered=Count("acknowledged_at"))
        rows = seen.select_related("account", "acknowledged_by")
        silent_first = rows.order_by(F("acknowledged_at").desc(nulls_first=True), "account__name")
        return {"acknowledgements": list(silent_first[:_MOST_SHOWN]), **counted}


class YearDates(YearPage):
    """The dates as they were typed or dragged: looked at, and saved where nothing is against it."""

    def permit(self) -> None:
        super().permit()
        require(self.reader, WRITE)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("year", args=[self.year]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = self.plan_or_404()
        form = dates_form(plan, standing_windows(plan), request.POST)
        saving = SavingForm(request.POST)
        if not form.is_valid() or not saving.is_valid() or "check" in request.POST:
            return self.shown(form=form, saving=saving, typed=True)
        try:
            plan_change(actor=self.reader, plan=plan, dates=form.given(), **_given(saving))
        except Refused as refusal:
            return self._refused(refusal, form, saving)
        said = "The plan is changed and its accounts are told." if plan.state == "published" else "The dates are saved."
        messages.success(request, said)
        return HttpResponseRedirect(reverse("year", args=[self.year]))

    def _refused(self, refusal: Refused, form: DatesForm, saving: SavingForm) -> HttpResponse:
        """What is wrong with a date stands at the date already; the rest stands at the buttons."""
        if isinstance(refusal, BadField):
            refusal = BadField({name: said for name, said in refusal.errors.items() if not name.startswith("dates")})
        status = put_into(saving, refusal) if not isinstance(refusal, BadField) or refusal.errors else HTTPStatus.OK
        return self.shown(status, form=form, saving=saving, typed=True)


def _given(saving: SavingForm) -> dict[str, Any]:
    data = saving.cleaned_data
    return {"word": data["word"], "reason": data["reason"], "if_version": data["version"]}


def this_year(request: HttpRequest) -> HttpResponse:
    """`/windows/year/`: the present one, in the reader's zone."""
    year = now().astimezone(timezone.get_current_timezone()).year
    return HttpResponseRedirect(reverse("year", args=[year]))
