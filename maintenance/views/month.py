"""A month of an account on a page: the number with its definition, the strip, what is left, and what it comes from."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.models import Account
from hostops.accounts.roles import may, require
from hostops.lib.now import now
from hostops.web.acts import ActPage
from hostops.web.pages import Page
from hostops.web.times import duration
from maintenance.actions.downtimes import RECORD
from maintenance.actions.months import CLOSE, month_close
from maintenance.availability.drawing import drawn
from maintenance.availability.told import Month, NoRevision, NotBegun, month_of_account
from maintenance.availability.words import DEFINITION
from maintenance.forms.downtime import CloseForm, MonthForm
from maintenance.rules.months import month_key, month_of, moved

_ALL_UNITS = 4
# The zone in which a month begins first.
_FIRST_BEGIN = ZoneInfo("Etc/GMT-14")


class MonthPage(Page):
    """`?account=&month=&revision=`; without a month it is the present one in the reader's zone."""

    template_name = "maintenance/month.html"

    @cached_property
    def form(self) -> MonthForm:
        return MonthForm(asked_or_present(self.request.GET, self.reader), reader=self.reader)

    @cached_property
    def account(self) -> Account | None:
        """The one that is asked for; a customer's is its own, whatever the address says."""
        found: Account | None = self.form.cleaned_data.get("account") if self.form.is_valid() else None
        return found or self.reader.account

    @cached_property
    def month(self) -> date:
        return self.form.cleaned_data["month"] if self.form.is_valid() else present_month(self.reader)

    @cached_property
    def found(self) -> Month | None:
        """None where the question makes no sense, or the month has not begun."""
        if self.account is None or not self.form.is_valid():
            return None
        revision = self.request.GET.get("revision", "")
        try:
            number = int(revision) if revision.isdecimal() and len(revision) < 6 else None
            return month_of_account(self.account, self.month, now(), number)
        except NotBegun:
            return None
        except NoRevision as error:
            raise Http404 from error

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found is None:
            return self.show()
        figures, at = self.found.figures, now()
        zone = ZoneInfo(figures["timezones"][0]) if figures["timezones"] else ZoneInfo("UTC")
        running = self.found.state == "running"
        servers = [_shown(one, running, at) for one in figures["servers"]]
        return self.show(
            told=self.found,
            figures=figures,
            left=left_words(figures, running=running),
            strip=drawn(figures["strip"], zone, at),
            servers=servers,
            eventful=[one for one in servers if one["downtimes"] or one["windows"]],
            may_close=self.found.state == "over" and may(self.reader, CLOSE),
            may_record=may(self.reader, RECORD),
        )

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "filters": {"form": self.form},
            "filtered": bool(self.request.GET.get("month")),
            "understood": self.form.is_valid(),
            "account": self.account,
            "month": self.month,
            "key": month_key(self.month),
            "before": month_key(moved(self.month, -1)),
            "after": month_after(self.month),
            "definition": DEFINITION,
        }


def present_month(reader: Any) -> date:
    return month_of(now(), ZoneInfo(reader.timezone))


def asked_or_present(asked: Any, reader: Any) -> dict[str, str]:
    """What the address asks; without a month it is the present one, which the field then shows."""
    return {**asked.dict(), "month": asked.get("month") or month_key(present_month(reader))}


def month_after(month: date) -> str:
    """The month after, as it is written; empty while that has begun nowhere."""
    after = moved(month, 1)
    return month_key(after) if has_begun(after) else ""


def has_begun(month: date) -> bool:
    """Whether it is the month, or a later one, in some zone."""
    return month <= month_of(now(), _FIRST_BEGIN)


def _shown(one: Mapping[str, Any], running: bool, at: datetime) -> dict[str, Any]:
    strip = drawn(one["strip"], ZoneInfo(one["timezone"]), at)
    return {**one, "left": left_words(one, running=running), "strip_drawn": strip, "verdict": verdict(one)}


def verdict(figures: Mapping[str, Any]) -> str:
    """The look of a month: met, missed, or unstated."""
    return {True: "met", False: "missed", None: "unstated"}[figures["met"]]


def left_words(figures: Mapping[str, Any], *, running: bool) -> str:
    """The seconds left before the commitment is missed, in a sentence."""
    left, commitment = figures["seconds_left"], figures["commitment"]
    if not figures["total_seconds"]:
        return "No server was registered in this month."
    if left is None:
        return "No percentage is committed, so none is kept or missed."
    size = duration(abs(left), units=_ALL_UNITS)
    if left < 0:
        return f"{commitment} % is missed by {size}."
    if running:
        return f"{size} may still be down before {commitment} % is missed."
    return f"{commitment} % is kept, with {size} to spare."


class MonthClosePage(ActPage):
    """`?account=&month=`: freeze a month that is over, or write a revision of one that was closed."""

    form_class = CloseForm
    title = "Close the month"
    hint = "Its figures are frozen with a hash. What is corrected later makes a revision that says what changed."
    submit = "Close it"
    said = "The month is closed."

    def permit(self) -> None:
        require(self.reader, CLOSE)
        self.asked = MonthForm(self.request.GET, reader=self.reader)
        if not self.asked.is_valid() or not all(self.asked.cleaned_data.get(name) for name in ("account", "month")):
            raise Http404

    def act(self, form: Any) -> Any:
        return month_close(actor=self.reader, **self.asked.cleaned_data, reason=form.cleaned_data["reason"])

    def done(self, result: Any) -> str:
        asked = self.asked.cleaned_data
        return f"{reverse('availability')}?account={asked['account'].slug}&month={month_key(asked['month'])}"
