"""What every verb on a window has in common: its form stands in the window's page, or comes alone by htmx."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.roles import may, require
from hostops.lib.errors import NotPossible, Outdated
from hostops.web.acts import ObjectActPage
from hostops.web.fragments import wants_fragment
from maintenance.answers import answering
from maintenance.forms.acts import WindowActForm
from maintenance.history import Event, since
from maintenance.models import ScopeItem, Window
from maintenance.states import possible
from maintenance.views.shown import WindowShown


@dataclass(frozen=True)
class OpenAct:
    """A form as the page shows it; `changed` is what others did since its person read the window."""

    name: str
    title: str
    hint: str
    submit: str
    url: str
    form: WindowActForm
    explains: str = ""
    changed: Sequence[Event] = ()


def window_rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The window with everything that its page names."""
    items = ScopeItem.objects.select_related("account", "server", "zone", "location")
    return rows.select_related("subject", "created_by").prefetch_related(Prefetch("scope_items", items))


class WindowAct(ObjectActPage):
    """A verb: name it, its `step` (of `maintenance.states` and of the roles), its form and its action.

    What is typed is never lost: a refusal, a wrong field, or somebody else's change in the meantime
    shows the window again with the form open.
    """

    model = Window
    name: str
    step: str
    label: str
    # The single key that opens it on the window's page.
    key = ""
    # Stands behind "More".
    is_rare = False
    # A template that says what it means before it is done.
    explains = ""
    form_class: type[WindowActForm]
    action: Callable[..., Any]
    object: Window
    changed: Sequence[Event] = ()

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "maintenance/act.html" if wants_fragment(self.request) else "maintenance/window.html"

    @classmethod
    def verb(cls) -> str:
        return f"maintenance.window.{cls.step}"

    @classmethod
    def fits(cls, shown: WindowShown) -> bool:
        """Whether the verb makes sense on this window, beside role and state; override as needed."""
        return True

    @classmethod
    def meant(cls, shown: WindowShown) -> bool:
        """Whether it is what should be done next: its button stands out."""
        return False

    @classmethod
    def possible(cls, shown: WindowShown) -> bool:
        return cls.step in possible(shown.window.state)

    @classmethod
    def offered(cls, shown: WindowShown) -> bool:
        """Whether to show it to the reader now."""
        return may(shown.reader, cls.verb()) and cls.possible(shown) and cls.fits(shown)

    @classmethod
    def url(cls, window: Window) -> str:
        return reverse(f"window_{cls.name}", args=[window.pk])

    def rows(self) -> QuerySet[Any]:
        return window_rows(super().rows())

    @cached_property
    def shown(self) -> WindowShown:
        return WindowShown(self.object, self.reader)

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb())
        late = self.request.method == "GET" and not self.possible(self.shown)
        if late or not self.fits(self.shown):
            state = self.object.state.replace("_", " ")
            raise NotPossible(f"{self.object.number} is {state}: this cannot be done now.")

    def form_arguments(self) -> dict[str, Any]:
        return {"shown": self.shown, "auto_id": f"{self.name}_%s"}

    def call(self, form: Any) -> Any:
        """Call the action; override where it takes other arguments."""
        return self.action(**self.arguments(form))

    def arguments(self, form: Any) -> dict[str, Any]:
        return {"actor": self.reader, "window": self.object, "if_version": form.cleaned_data["version"], **form.given()}

    def act(self, form: Any) -> Any:
        try:
            return self.call(form)
        except Outdated:
            if self._has_news(form):
                raise
            return self.call(form)  # what changed is nothing that this person may know of

    def _has_news(self, form: Any) -> bool:
        """See the window as it is now; whether there is anything to tell the person, who read an older one."""
        read = form.cleaned_data["version"]
        self.object = self.found()
        self.__dict__.pop("shown", None)
        self.changed = since(self.object, read, self.reader)
        form.read_again(self.object.version)
        return bool(self.changed) or (read or 0) > self.object.version

    def done(self, result: Any) -> str:
        return reverse("window", args=[self.object.pk])

    def show(self, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        form = more.pop("form")
        words = (self.name, self.title, self.hint, self.submit, self.url(self.object))
        act = OpenAct(*words, form, self.explains, self.changed)
        return super().show(status, act=act, **window_page(self.shown, act), **more)


def window_page(shown: WindowShown, open_act: OpenAct | None = None) -> dict[str, Any]:
    """What the template of a window is given: the window, the verbs, the form that is open."""
    from maintenance.views.acts import ACTS

    offered = [act for act in ACTS if act.offered(shown)]
    return {
        "shown": shown,
        "object": shown.window,
        "acts": _buttons([act for act in offered if not act.is_rare], shown),
        "rare_acts": _buttons([act for act in offered if act.is_rare], shown),
        "open_act": open_act,
        "answering": answering(shown.window, shown.reader),
        "may_change": may(shown.reader, "maintenance.window.change") and "change" in possible(shown.window.state),
        "may_tick": may(shown.reader, "maintenance.window.tick") and "tick" in possible(shown.window.state),
        "may_record": may(shown.reader, "maintenance.downtime.record") and shown.window.started_at is not None,
        "may_create": may(shown.reader, "maintenance.window.create"),
        "offered": {act.name: act.url(shown.window) for act in offered},
    }


def _buttons(acts: list[type[WindowAct]], shown: WindowShown) -> list[dict[str, Any]]:
    first = sorted(acts, key=lambda act: not act.meant(shown))
    return [
        {"label": act.label, "url": act.url(shown.window), "name": act.name, "key": act.key, "meant": act.meant(shown)}
        for act in first
    ]
