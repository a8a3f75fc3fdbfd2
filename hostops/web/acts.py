"""Pages that do one thing: a form, and the action that its submission calls."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect

from hostops.lib.errors import BadField, Refused
from hostops.web.fragments import wants_fragment
from hostops.web.pages import Page, VisiblePage


class ActPage(Page):
    """A form for one action. Override `act` and `done`, name `form_class` and the words.

    A form that shows nothing of what it is about says it in `about`, so that nobody confirms blindly.

    1. GET shows the form: on its own page, or in place when htmx asks for it.
    2. POST checks the form and calls `act`, which calls the action.
    3. What the action refuses stands at its field, or above the form; what was typed is kept.
    4. On success the reader is sent to `done`, and told `said`.
    """

    template_name = "web/act.html"
    form_class: Any = forms.Form
    title = ""
    hint = ""
    submit = "Save"
    said = ""

    def act(self, form: Any) -> Any:
        """Call the action with the form's `cleaned_data`; its result goes to `done`."""
        raise NotImplementedError

    def done(self, result: Any) -> str:
        """The address to go to afterwards, also where *Cancel* leads (with `result` None)."""
        raise NotImplementedError

    def about(self) -> str:
        """What the act is done to, in a line of its own above the form; empty where the form shows it."""
        return ""

    def initial(self) -> dict[str, Any]:
        return {}

    def form_arguments(self) -> dict[str, Any]:
        """More arguments for the form's constructor, such as the reader for its choices."""
        return {}

    def form(self, *bound: Any) -> Any:
        return self.form_class(*bound, initial=self.initial(), **self.form_arguments())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._form_shown(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_shown(form)
        try:
            result = self.act(form)
        except Refused as refusal:
            return self._form_shown(form, status=put_into(form, refusal))
        return self.succeeded(result)

    def succeeded(self, result: Any) -> HttpResponse:
        """Override only where the result must be shown rather than gone to."""
        if self.said:
            messages.success(self.request, self.said)
        answer = HttpResponseClientRedirect if wants_fragment(self.request) else HttpResponseRedirect
        return answer(self.done(result))

    def _form_shown(self, form: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        if wants_fragment(self.request) and status != HTTPStatus.OK:
            status = HTTPStatus.UNPROCESSABLE_ENTITY  # the one status of an error that htmx puts in place
        words = {"title": self.title, "hint": self.hint, "submit": self.submit, "back": self.done(None)}
        return self.show(status, form=form, about=self.about(), **words)


class ShownOncePage(ActPage):
    """An act whose result is shown this once and kept by nobody else: a secret, on the page that answers."""

    template_name = "web/act_plain.html"
    answer_template: str

    def once(self, result: Any) -> dict[str, Any]:
        """What the answer's template is given."""
        raise NotImplementedError

    def succeeded(self, result: Any) -> HttpResponse:
        answer = render(self.request, self.answer_template, self.once(result))
        patch_cache_control(answer, no_store=True)
        return answer


class ObjectActPage(ActPage, VisiblePage):
    """An action on one row, `self.object`, found among those that the reader may see."""

    def permit(self) -> None:
        self.object = self.found()

    def context(self) -> dict[str, Any]:
        return super().context() | {"object": self.object}


def put_into(form: Any, refusal: Refused) -> int:
    """Put an action's refusal into the form that asked for it; the status to answer with."""
    if not isinstance(refusal, BadField):
        form.add_error(None, refusal.detail)
        return refusal.status
    for field, detail in refusal.errors.items():
        known = field in form.fields
        form.add_error(field if known else None, detail if known else f"{field}: {detail}")
    return HTTPStatus.OK
