"""Answering a notice: by the link in its mail, without a sign-in, and on the window's own page.

Nothing is done by looking: programs that guard mailboxes follow every link.
"""

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from hostops.accounts.door import Door
from hostops.accounts.roles import require
from hostops.alerts.wording import moment
from hostops.journal.middleware import client_address
from hostops.lib.errors import NotPossible, Refused
from hostops.web import errors
from hostops.web.acts import ActPage, put_into
from hostops.web.pages import Page, Public
from maintenance.actions.answering import notice_answer, window_acknowledge
from maintenance.answers import ANSWER, addressee_for, addressee_of_link, check_open, last_asked
from maintenance.api.addressed import window_id
from maintenance.forms.answering import AnswerForm
from maintenance.models import Addressee, AffectedServer, Window
from maintenance.rules.changes import IMPACT_WORDS
from maintenance.states import Kind

_AGAIN = "It was announced anew while you read. This is how it stands now; please answer this."


class LinkPage(Public, Page):
    """The notice, and what its person answers. The link is the whole right to it: it acts as whom it was sent to.

    An unknown link, a forged one and one of somebody who has left are told alike; who tries many waits.
    """

    template_name = "maintenance/answer.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = kwargs["token"]
        found = addressee_of_link(token)
        answer = self._unknown(request, token) if found is None else self._known(request, found)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    def _known(self, request: HttpRequest, found: Addressee) -> HttpResponseBase:
        self.addressee = found
        return super().dispatch(request)

    def _unknown(self, request: HttpRequest, token: str) -> HttpResponse:
        wait = Door(token, client_address(request), "window_answer").knock()
        if wait:
            return errors.too_many(request, wait)
        return render(request, "maintenance/answer_unknown.html", status=HTTPStatus.NOT_FOUND)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.addressee
        given = {"answer": found.answer, "note": found.answer_note} if found.answer else {}
        return self._shown(AnswerForm(initial=given | {"notice": found.notice.number}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._shown(form)
        said = form.cleaned_data
        if said.pop("notice") != self.addressee.notice.number:
            return self._again(said)
        try:
            notice_answer(actor=self.addressee.person, addressee=self.addressee, by=Addressee.By.LINK, **said)
        except Refused as refusal:
            return self._shown(form, put_into(form, refusal))
        return HttpResponseRedirect(request.path)

    def _again(self, said: dict[str, Any]) -> HttpResponse:
        form = AnswerForm({**said, "notice": self.addressee.notice.number})
        form.add_error(None, _AGAIN)
        return self._shown(form, HTTPStatus.CONFLICT)

    def _shown(self, form: AnswerForm, status: int = HTTPStatus.OK) -> HttpResponse:
        found, window = self.addressee, self.addressee.notice.window
        servers = AffectedServer.objects.filter(affected=found.affected_id).select_related("server")
        with timezone.override(ZoneInfo(found.person.timezone)):
            return self.show(
                status,
                form=form,
                asked=found,
                window=window,
                servers=servers,
                times=_times(window, found.person.timezone),
                impact=IMPACT_WORDS[window.impact],
                reasoned=window.kind in (Kind.PROACTIVE, Kind.EMERGENCY),
                closed=_closed(window, found),
            )


def _times(window: Window, zone: str) -> list[tuple[str, str]]:
    """From when to when, in the reader's zone and in the one it was planned in, both named."""
    zones = [ZoneInfo(name) for name in dict.fromkeys((zone, window.timezone))]
    return [(moment(window.starts_at, zone), moment(window.ends_at, zone)) for zone in zones]


def _closed(window: Window, addressee: Addressee) -> str:
    """Why nothing is asked any more; empty while it is."""
    try:
        check_open(window, addressee)
    except NotPossible as refusal:
        return refusal.detail
    return ""


class AnswerPage(ActPage):
    """For a named contact signed in: the form of the window's page, on its own where scripts are off."""

    form_class = AnswerForm
    title = "Answer the notice"
    submit = "Send the answer"
    said = "Your answer is kept."

    def permit(self) -> None:
        number = window_id(self.kwargs["number"])
        found = Window.objects.visible_to(self.reader).select_related("subject").filter(pk=number).first()
        if found is None:
            raise Http404
        require(self.reader, ANSWER)
        self.window: Window = found
        self.notice = last_asked(found)

    def initial(self) -> dict[str, Any]:
        mine = addressee_for(self.reader, self.window)
        given = {"answer": mine.answer, "note": mine.answer_note} if mine and mine.answer else {}
        return given | {"notice": self.notice.number if self.notice else 0}

    def act(self, form: Any) -> Addressee:
        said = dict(form.cleaned_data)
        if self.notice and said.pop("notice") != self.notice.number:
            raise NotPossible(_AGAIN)
        said.pop("notice", None)
        return window_acknowledge(actor=self.reader, window=self.window, **said)

    def done(self, result: Any) -> str:
        return self.window.subject.url
