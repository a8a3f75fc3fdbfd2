"""What every verb on a window has in common: its form stands in the window's page, or comes alone by htmx."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from hostops.accounts.roles import may
from hostops.journal.telling import Event
from hostops.subjects.acting import OpenAct, StepAct, buttons
from hostops.web.versioned import StepForm
from maintenance.answers import answering
from maintenance.history import since
from maintenance.models import ScopeItem, Window
from maintenance.states import LIFE
from maintenance.views.shown import WindowShown


@dataclass(frozen=True, kw_only=True)
class WindowOpenAct(OpenAct):
    """`explains` is a template that says what it means before it is done."""

    explains: str = ""


def window_rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The window with everything that its page names."""
    items = ScopeItem.objects.select_related("account", "server", "zone", "location")
    return rows.select_related("subject", "created_by").prefetch_related(Prefetch("scope_items", items))


class WindowAct(StepAct):
    """A verb on a window."""

    model = Window
    room, called, life = "maintenance.window", "window", LIFE
    page_template, act_template = "maintenance/window.html", "maintenance/act.html"
    object: Window
    explains = ""

    def rows(self) -> QuerySet[Any]:
        return window_rows(super().rows())

    def see(self) -> WindowShown:
        return WindowShown(self.object, self.reader)

    def news(self, read: int | None) -> Sequence[Event]:
        return since(self.object, read, self.reader)

    def page(self, act: WindowOpenAct) -> dict[str, Any]:
        return window_page(self.shown, act)

    def opened(self, form: StepForm) -> WindowOpenAct:
        return WindowOpenAct(**self.words(self.object), form=form, changed=self.changed, explains=self.explains)


def window_page(shown: WindowShown, open_act: WindowOpenAct | None = None) -> dict[str, Any]:
    """What the template of a window is given: the window, the verbs, the form that is open."""
    from maintenance.views.acts import ACTS

    offered = [act for act in ACTS if act.offered(shown)]
    return {
        "shown": shown,
        "object": shown.window,
        **buttons(offered, shown),
        "open_act": open_act,
        "answering": answering(shown.window, shown.reader),
        "may_change": may(shown.reader, "maintenance.window.change") and "change" in LIFE.possible(shown.window.state),
        "may_tick": may(shown.reader, "maintenance.window.tick") and "tick" in LIFE.possible(shown.window.state),
        "may_record": may(shown.reader, "maintenance.downtime.record") and shown.window.started_at is not None,
        "may_create": may(shown.reader, "maintenance.window.create"),
        "offered": {act.name: act.url(shown.window) for act in offered},
    }
