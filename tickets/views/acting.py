"""What every verb on a case has in common: its form stands in the case's page, or comes alone by htmx."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from hostops.journal.telling import Event
from hostops.lib.now import now
from hostops.subjects.acting import OpenAct, StepAct, buttons
from hostops.web.versioned import StepForm
from tickets.drafts import Draft, Place
from tickets.forms.drafts import restored
from tickets.history import since
from tickets.models import Case
from tickets.states import LIFE
from tickets.views.shown import CaseShown


@dataclass(frozen=True, kw_only=True)
class CaseOpenAct(OpenAct):
    """With a `place` it is kept while it is written; `draft` is what it opened with."""

    place: Place | None = None
    draft: Draft | None = None


def case_rows(rows: Any, reader: Any) -> QuerySet[Any]:
    """The case with everything that its page names, for `reader`."""
    joined = ("subject", "account", "contract", "server", "software", "reporter", "assignee")
    found: QuerySet[Any] = rows.select_related(*joined).with_tags().with_what_it_has(reader, now())
    return found


class CaseAct(StepAct):
    """A verb on a case."""

    model = Case
    room, called, life = "tickets.case", "case", LIFE
    page_template, act_template = "tickets/case.html", "tickets/act.html"
    object: Case
    # Long texts are kept while they are written.
    has_drafts = False

    def rows(self) -> QuerySet[Any]:
        return case_rows(super().rows(), self.reader)

    def see(self) -> CaseShown:
        return CaseShown(self.object, self.reader)

    def news(self, read: int | None) -> Sequence[Event]:
        return since(self.object, read, self.reader)

    def page(self, act: CaseOpenAct) -> dict[str, Any]:
        return case_page(self.shown, act)

    @classmethod
    def blank(cls, shown: CaseShown) -> CaseOpenAct:
        """The form, empty, as the case's own page shows it."""
        place, draft = cls.place(shown.case), cls.draft_of(shown)
        form = cls.form_class(shown=shown, auto_id=f"{cls.name}_%s", initial=restored(draft, cls.form_class))
        return CaseOpenAct(**cls().words(shown.case), form=form, changed=(), place=place, draft=draft)

    @classmethod
    def place(cls, case: Case) -> Place | None:
        return Place(cls.name, case.number) if cls.has_drafts else None

    @classmethod
    def draft_of(cls, shown: CaseShown) -> Draft | None:
        place = cls.place(shown.case)
        return Draft.objects.visible_to(shown.reader).at(place) if place else None

    @cached_property
    def draft(self) -> Draft | None:
        """What the form opens with; a form that was sent has what was sent."""
        return None if self.request.method == "POST" else self.draft_of(self.shown)

    def initial(self) -> dict[str, Any]:
        return restored(self.draft, self.form_class)

    def opened(self, form: StepForm) -> CaseOpenAct:
        return CaseOpenAct(
            **self.words(self.object),
            form=form,
            changed=self.changed,
            place=self.place(self.object),
            draft=self.draft,
        )


def case_page(shown: CaseShown, open_act: CaseOpenAct | None = None) -> dict[str, Any]:
    """What the template of a case is given: the case, the verbs, the form that is open, the reply's."""
    from tickets.views.acts import ACTS, Assign, Note, Reply

    if shown.reader.account_id == shown.case.account_id:
        shown.reader.account = shown.case.account  # the head of the page names it; read once is enough
    offered = [act for act in ACTS if act.offered(shown)]
    hidden = (Reply, Note) if Reply in offered else ()  # they have tabs of their own
    speaking = open_act if open_act and open_act.name in (Reply.name, Note.name) else None
    return {
        "shown": shown,
        "object": shown.case,
        **buttons([act for act in offered if act not in hidden], shown),
        "open_act": None if speaking else open_act,
        "speak": speaking or (Reply.blank(shown) if Reply in offered else None),
        "tabs": buttons([act for act in (Reply, Note) if act in offered], shown)["acts"],
        "take": Assign.url(shown.case) if Assign in offered and shown.case.assignee_id != shown.reader.pk else "",
    }
