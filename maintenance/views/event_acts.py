"""Filing a business event, and what is done with it afterwards."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from maintenance.actions import events as actions
from maintenance.forms.event import AnswerForm, EventForm, WithdrawForm
from maintenance.leads import leads_in_words
from maintenance.models import BusinessEvent


class EventFilePage(ActPage):
    template_name = "maintenance/event_new.html"
    form_class = EventForm
    title = "File a business event"
    hint = "A sale, a launch, a year's end: planners see it, keep windows out of its way, and answer."
    submit = "File it"
    said = "The event is filed; planners are told."

    def permit(self) -> None:
        super().permit()
        require(self.reader, actions.FILE)

    def context(self) -> dict[str, Any]:
        asked = leads_in_words(self.reader.account, now()) if self.reader.account else []
        return super().context() | {"asked": asked}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "account": self.reader.account}

    def act(self, form: Any) -> BusinessEvent:
        return actions.event_file(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("event", args=[result.pk]) if result else reverse("events")


class _OfEvent(ObjectActPage):
    """An act on one event; afterwards its page."""

    model = BusinessEvent
    verb = actions.FILE

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account")

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def done(self, result: Any) -> str:
        return reverse("event", args=[self.object.pk])


class EventChangePage(_OfEvent):
    form_class = EventForm
    title = "Change the event"
    hint = "An answer was to the event as it stood: planners answer anew."
    said = "The event is changed; planners are told."

    def initial(self) -> dict[str, Any]:
        named = ("title", "starts_at", "ends_at", "needs")
        return {**{name: getattr(self.object, name) for name in named}, "servers": self.object.servers.all()}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "account": self.object.account}

    def act(self, form: Any) -> BusinessEvent:
        return actions.event_change(actor=self.reader, event=self.object, **form.cleaned_data)


class EventWithdrawPage(_OfEvent):
    form_class = WithdrawForm
    title = "Withdraw the event"
    hint = "It stands in nobody's way any more; the record stays."
    submit = "Withdraw it"
    said = "The event is withdrawn; planners are told."

    def act(self, form: Any) -> BusinessEvent:
        return actions.event_withdraw(actor=self.reader, event=self.object, **form.cleaned_data)


class EventAnswerPage(_OfEvent):
    form_class = AnswerForm
    verb = actions.ANSWER
    title = "Answer the event"
    submit = "Answer"
    said = "The answer is sent."

    def initial(self) -> dict[str, Any]:
        return {"answer": self.object.answer}

    def act(self, form: Any) -> BusinessEvent:
        return actions.event_answer(actor=self.reader, event=self.object, **form.cleaned_data)
