"""What the pages of this room's acts have in common."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.journal.telling import Event
from hostops.lib.errors import NotPossible, Outdated
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.lists import ListPage
from maintenance.security.history import since
from maintenance.security.models import SecurityResponse
from maintenance.security.states import LIFE


class NewPage(ActPage):
    """A form that makes something: `verb` is asked, `action` called, `route` is its page and `back` the list."""

    verb: ClassVar[str]
    action: ClassVar[Callable[..., Any]]
    route: ClassVar[str]
    back: ClassVar[str]

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Any:
        return self.action(actor=self.reader, **form.given())

    def done(self, result: Any) -> str:
        return reverse(self.route, args=[result.pk]) if result else reverse(self.back)


class StepPage(ObjectActPage):
    """A verb on one object, which the action knows as `named`; afterwards the object's page, `route`."""

    verb: ClassVar[str]
    action: ClassVar[Callable[..., Any]]
    named: ClassVar[str]
    route: ClassVar[str]
    joined: ClassVar[tuple[str, ...]] = ()
    template_name = "security/act.html"
    changed: Sequence[Event] = ()

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*self.joined) if self.joined else super().rows()

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def called(self) -> str:
        """What people know it by, beside its number."""
        return str(self.object)

    def about(self) -> str:
        return f"{self.object.number}: {self.called()}"

    def context(self) -> dict[str, Any]:
        return super().context() | {"changed": self.changed}

    def act(self, form: Any) -> Any:
        """Where others were first, what they did is told; what was typed stays, and may be sent once more."""
        version = form.cleaned_data["version"]
        try:
            return self.action(actor=self.reader, **{self.named: self.object}, if_version=version, **form.given())
        except Outdated:
            self.object = self.found()
            form.read_again(self.object.version)
            self.changed = self.news(version)
            raise

    def news(self, read: int | None) -> Sequence[Event]:
        """What the reader may know of what happened since the object had the version that was read."""
        return ()

    def done(self, result: Any) -> str:
        return reverse(self.route, args=[self.object.pk])


class ResponseStep(StepPage):
    """A step in the life of a security response."""

    model = SecurityResponse
    step: ClassVar[str]
    named, route, joined = "response", "security_response", ("code__account",)

    def permit(self) -> None:
        super().permit()
        if self.request.method == "GET" and LIFE.after(self.step, self.object.state) is None:
            raise NotPossible(f"{self.object.number} is {self.object.state}: this cannot be done now.")

    def called(self) -> str:
        return str(self.object.title)

    def news(self, read: int | None) -> Sequence[Event]:
        return since(self.object, read, self.reader)


class Dated(ListPage):
    """The state of each row at this moment."""

    orders = {"newest": ("-starts_at", "-id"), "oldest": ("starts_at", "id")}
    order_labels = {"newest": "Latest first", "oldest": "Earliest first"}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        at = now()
        for row in more["page"].rows:
            row.state = row.state_at(at)
        return super().show(status, **more)
