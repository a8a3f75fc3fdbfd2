"""What the check of a window shows while it is written: nothing of it is stored."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from hostops.accounts.roles import require
from hostops.web.pages import Page
from maintenance.checking import Checked, check_window
from maintenance.forms.wall import wall_of
from maintenance.forms.window import WindowForm
from maintenance.models import Window
from maintenance.rules.terms import Proposal
from maintenance.rules.verdict import Need, Reason
from maintenance.scope import Scope, servers_of

# So many names before the rest is a number.
_NAMED = 6
_QUARTER = timedelta(minutes=15)


@dataclass
class CheckShown:
    """A check as its panel shows it; without `checked`, `missing` and `wrong` say what stands in its way."""

    checked: Checked | None = None
    scope: Scope = field(default_factory=Scope)
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @cached_property
    def servers(self) -> int:
        return servers_of(self.scope).count()

    @property
    def accounts(self) -> list[str]:
        return [account.name for account in self.checked.accounts[:_NAMED]] if self.checked else []

    @property
    def accounts_besides(self) -> int:
        return max(0, len(self.checked.accounts) - _NAMED) if self.checked else 0

    @property
    def reasons(self) -> list[Reason]:
        """Why it is not lawful, each once however many accounts have it from a policy of their own."""
        found: dict[tuple[str, str], list[str]] = {}
        for reason in self.checked.verdict.reasons if self.checked else ():
            found.setdefault((reason.clause, reason.detail), []).extend(reason.accounts)
        return [Reason(clause, detail, tuple(accounts)) for (clause, detail), accounts in found.items()]

    @property
    def needs(self) -> dict[str, list[Need]]:
        """What must come with it, each once however many policies ask."""
        found: dict[str, list[Need]] = {}
        for need in self.checked.verdict.needs if self.checked else ():
            found.setdefault(need.detail, []).append(need)
        return found

    @cached_property
    def ways(self) -> tuple[Any, ...]:
        """What stands open where a notice sent now would be too late."""
        due_at = self.checked.verdict.notice_due_at if self.checked else None
        return self.checked.ways_out() if self.checked and due_at and due_at < self.checked.at else ()

    @property
    def lead(self) -> timedelta | None:
        """How much notice there would be if it were sent now, for kinds without a least one."""
        return max(timedelta(0), self.checked.proposal.starts_at - self.checked.at) if self.checked else None


def check_form(form: WindowForm, besides: Window | None) -> CheckShown:
    """The check of what was typed so far."""
    if not form.is_valid():
        faulty = [name for name in form.fields if name in form.errors]
        blank = [name for name in faulty if form[name].value() in (None, "", [])]
        wrong = [str(error) for name, errors in form.errors.items() if name not in blank for error in errors]
        return CheckShown(missing=[str(form.fields[name].label).lower() for name in blank], wrong=wrong)
    data = form.cleaned_data
    proposal = Proposal(
        data["kind"], data["starts_at"], data["ends_at"], data["timezone"], data.get("expected_downtime")
    )
    scope = form.given_scope()
    return CheckShown(check_window(proposal, scope, besides=besides), scope)


def moved_to_start(data: Any, starts_at: datetime) -> Any:
    """What was typed, with another start and the same length by the clock of its zone.

    ValueError or OverflowError for what is no instant near enough.
    """
    if starts_at.tzinfo is None:
        raise ValueError(f"{starts_at} has no zone")
    form_data = data.copy()
    zone = ZoneInfo(data.get("timezone") or "UTC")
    try:
        length = datetime.fromisoformat(data["ends"]) - datetime.fromisoformat(data["starts"])
    except (KeyError, ValueError):
        length = timedelta(0)
    starts, which = wall_of(_rounded(starts_at), zone)
    form_data["starts"], form_data["starts_which"] = starts.strftime("%Y-%m-%dT%H:%M"), which
    form_data["ends"], form_data["ends_which"] = (starts + length).strftime("%Y-%m-%dT%H:%M"), ""
    return form_data


def _rounded(instant: datetime) -> datetime:
    """The next full quarter of an hour: nobody starts a window at a crooked second, and to send it takes a moment."""
    return instant + (datetime.min.replace(tzinfo=instant.tzinfo) - instant) % _QUARTER


class CheckPage(Page):
    """`POST /windows/check/`: the panel alone, asked for while the form is filled in."""

    template_name = "maintenance/parts/checked.html"

    def permit(self) -> None:
        require(self.reader, "maintenance.window.check")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WindowForm(request.POST, reader=self.reader, checking=True)
        number = request.POST.get("besides", "")
        besides = Window.objects.visible_to(self.reader).filter(pk=number).first() if number.isdecimal() else None
        return self.show(HTTPStatus.OK, shown=check_form(form, besides))
