"""`/windows/new/` and `/windows/SW-12/change/`: the one form of a window, checked as often as one likes."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hostops.accounts.models import Location
from hostops.accounts.roles import require
from hostops.journal.telling import Event
from hostops.lib.errors import BadField, NotPossible, Outdated, Refused
from hostops.lib.references import number_of
from hostops.web.acts import put_into
from hostops.web.pages import Page, VisiblePage
from maintenance.actions import window_change, window_create
from maintenance.forms.wall import likely_zones
from maintenance.forms.window import WindowForm, initial_like, initial_of
from maintenance.history import since
from maintenance.models import Window
from maintenance.querysets import PREFIX
from maintenance.states import State, possible
from maintenance.views.checks import CheckShown, check_form, moved_to_start

# What the actions call by another name than the form does.
_FIELDS = {"starts_at": "starts", "ends_at": "ends"}


class WindowWrite(Page):
    """The form on its own page. Buttons: check, start at another moment, save."""

    template_name = "maintenance/write.html"
    title, submit = "New window", "Keep as a draft"
    window: Window | None = None

    def initial(self) -> dict[str, Any]:
        return {"timezone": str(timezone.get_current_timezone())}

    def save(self, form: WindowForm) -> Window:
        raise NotImplementedError

    def form(self, *bound: Any, **more: Any) -> WindowForm:
        fixed = self.window.kind if self.window and self.window.state != State.DRAFT else ""
        return WindowForm(*bound, reader=self.reader, only_kind=fixed, **more)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown(self.form(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "check" in request.POST or "start" in request.POST:
            return self._checked()
        form = self.form(request.POST)
        if not form.is_valid():
            return self._shown(form)
        try:
            window = self.save(form)
        except Refused as refusal:
            return self.refused(form, refusal)
        return HttpResponseRedirect(reverse("window", args=[window.pk]))

    def refused(self, form: WindowForm, refusal: Refused) -> HttpResponse:
        return self._shown(form, put_into(form, _by_fields(refusal, form)))

    def _checked(self) -> HttpResponse:
        """The form again with what a check of it says; `start` moves it to another moment first."""
        data = self.request.POST
        if data.get("start"):
            with suppress(ValueError, OverflowError):  # no instant: nothing is moved
                data = moved_to_start(data, datetime.fromisoformat(data["start"]))
        form = self.form(data, checking=True)
        return self._shown(form, checked=check_form(form, self.window))

    def _shown(self, form: WindowForm, status: int = HTTPStatus.OK, checked: CheckShown | None = None) -> HttpResponse:
        return self.show(
            status,
            form=form,
            title=self.title,
            submit=self.submit,
            window=self.window,
            shown=checked,
            zones=likely_zones(form.initial.get("timezone", ""), *_place_zones()),
            back=reverse("window", args=[self.window.pk]) if self.window else reverse("windows"),
        )


def _place_zones() -> list[str]:
    return list(Location.objects.order_by("timezone").values_list("timezone", flat=True).distinct())


def _by_fields(refusal: Refused, form: WindowForm) -> Refused:
    """The action's refusal under the names that the form's fields have."""
    if not isinstance(refusal, BadField):
        return refusal
    answers = next((f"answer_{name}" for name in form.tests), "answers")
    names = _FIELDS | {"answers": answers}
    return BadField({names.get(name, name): detail for name, detail in refusal.errors.items()})


class NewWindow(WindowWrite):
    def permit(self) -> None:
        require(self.reader, "maintenance.window.create")

    def initial(self) -> dict[str, Any]:
        """Blank, or like the window that `?like=` names."""
        number = number_of(PREFIX, self.request.GET.get("like", ""))
        window = Window.objects.visible_to(self.reader).filter(pk=number).first() if number else None
        return super().initial() | (initial_like(window) if window else {})

    def save(self, form: WindowForm) -> Window:
        window = window_create(actor=self.reader, **form.given())
        messages.success(self.request, f"{window.number} is kept as a draft. Nobody was told of it yet.")
        return window


class ChangeWindow(WindowWrite, VisiblePage):
    """What is earlier, longer, wider or worse than announced needs a new notice; the action says so."""

    model = Window
    title, submit = "Change the window", "Change it"
    changed: Sequence[Event] = ()

    def permit(self) -> None:
        self.window = self.found()
        require(self.reader, "maintenance.window.change")
        if "change" not in possible(self.window.state):
            state = self.window.state.replace("_", " ")
            raise NotPossible(f"{self.window.number} is {state}: it cannot be changed any more.")

    def initial(self) -> dict[str, Any]:
        assert self.window is not None
        return initial_of(self.window)

    def save(self, form: WindowForm) -> Window:
        assert self.window is not None
        given = form.given() | {name: self._exact(name, form) for name in _FIELDS}
        window_change(actor=self.reader, window=self.window, if_version=form.cleaned_data["version"], **given)
        messages.success(self.request, f"{self.window.number} is changed.")
        return self.window

    def _exact(self, name: str, form: WindowForm) -> datetime:
        """The instant that was typed; what was not touched stays as it was, to less than the form can show."""
        assert self.window is not None
        before: datetime = getattr(self.window, name)
        typed: datetime = form.cleaned_data[name]
        return before if typed == before.replace(microsecond=0) else typed

    def refused(self, form: WindowForm, refusal: Refused) -> HttpResponse:
        """What somebody else changed meanwhile is told, and what was typed can be sent again."""
        if not isinstance(refusal, Outdated):
            return super().refused(form, refusal)
        self.window = self.found()
        self.changed = since(self.window, form.cleaned_data["version"], self.reader)
        form.read_again(self.window.version)
        return self._shown(form, HTTPStatus.PRECONDITION_FAILED)

    def context(self) -> dict[str, Any]:
        return super().context() | {"changed": self.changed}
