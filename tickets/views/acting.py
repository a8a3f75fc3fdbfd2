"""What every verb on a case has in common: its form stands in the case's page, or comes alone by htmx."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.roles import may, require
from hostops.lib.errors import NotPossible, Outdated
from hostops.lib.now import now
from hostops.web.acts import ObjectActPage
from hostops.web.fragments import wants_fragment
from tickets.drafts import Draft, Place
from tickets.forms.acting import CaseActForm
from tickets.forms.drafts import restored
from tickets.history import Event, since
from tickets.models import Case
from tickets.states import possible
from tickets.views.shown import CaseShown


@dataclass(frozen=True)
class OpenAct:
    """A form as the page shows it; `changed` is what others did since its person read the case.

    With a `place` it is kept while it is written; `draft` is what it opened with.
    """

    name: str
    title: str
    hint: str
    submit: str
    url: str
    form: CaseActForm
    changed: Sequence[Event] = ()
    place: Place | None = None
    draft: Draft | None = None


def case_rows(rows: Any, reader: Any) -> QuerySet[Any]:
    """The case with everything that its page names, for `reader`."""
    joined = ("subject", "account", "contract", "server", "software", "reporter", "assignee")
    found: QuerySet[Any] = rows.select_related(*joined).with_tags().with_what_it_has(reader, now())
    return found


class CaseAct(ObjectActPage):
    """A verb: name it, its `step` (of `tickets.states` and of the roles), its form and its action.

    What is typed is never lost: a refusal, a wrong field, or somebody else's change in the meantime
    shows the case again with the form open.
    """

    model = Case
    name: str
    step: str
    label: str
    # The single key that opens it on the case's page.
    key = ""
    # Stands behind "More" where a case offers much.
    is_rare = False
    form_class: type[CaseActForm]
    action: Callable[..., Any]
    object: Case
    changed: Sequence[Event] = ()
    # Long texts are kept while they are written.
    has_drafts = False

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "tickets/act.html" if wants_fragment(self.request) else "tickets/case.html"

    @classmethod
    def verb(cls) -> str:
        return f"tickets.case.{cls.step}"

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        """Whether the verb makes sense on this case, beside role and state; override as needed."""
        return True

    @classmethod
    def possible(cls, shown: CaseShown) -> bool:
        return cls.step in possible(shown.case.state)

    @classmethod
    def offered(cls, shown: CaseShown) -> bool:
        """Whether to show it to the reader now."""
        return may(shown.reader, cls.verb()) and cls.possible(shown) and cls.fits(shown)

    @classmethod
    def url(cls, case: Case) -> str:
        return reverse(f"case_{cls.name}", args=[case.pk])

    @classmethod
    def blank(cls, shown: CaseShown) -> OpenAct:
        """The form, empty, as the case's own page shows it."""
        place, draft = cls.place(shown.case), cls.draft_of(shown)
        form = cls.form_class(shown=shown, auto_id=f"{cls.name}_%s", initial=restored(draft, cls.form_class))
        return OpenAct(cls.name, cls.title, cls.hint, cls.submit, cls.url(shown.case), form, (), place, draft)

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

    def rows(self) -> QuerySet[Any]:
        return case_rows(super().rows(), self.reader)

    @cached_property
    def shown(self) -> CaseShown:
        return CaseShown(self.object, self.reader)

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb())
        late = self.request.method == "GET" and not self.possible(self.shown)
        if late or not self.fits(self.shown):
            raise NotPossible(f"{self.object.number} is {self.object.state}: this cannot be done now.")

    def form_arguments(self) -> dict[str, Any]:
        return {"shown": self.shown, "auto_id": f"{self.name}_%s"}

    def call(self, form: Any) -> Any:
        """Call the action; override where it takes other arguments."""
        return self.action(**self.arguments(form))

    def arguments(self, form: Any) -> dict[str, Any]:
        return {"actor": self.reader, "case": self.object, "if_version": form.cleaned_data["version"], **form.given()}

    def act(self, form: Any) -> Any:
        try:
            return self.call(form)
        except Outdated:
            if self._has_news(form):
                raise
            return self.call(form)  # what changed is nothing that this person may know of

    def _has_news(self, form: Any) -> bool:
        """See the case as it is now; whether there is anything to tell the person, who read an older one."""
        read = form.cleaned_data["version"]
        self.object = self.found()
        self.__dict__.pop("shown", None)
        self.changed = since(self.object, read, self.reader)
        form.read_again(self.object.version)
        return bool(self.changed) or read > self.object.version

    def done(self, result: Any) -> str:
        return reverse("case", args=[self.object.pk])

    def show(self, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        form = more.pop("form")
        case = self.object
        words = (self.name, self.title, self.hint, self.submit, self.url(case))
        act = OpenAct(*words, form, self.changed, self.place(case), self.draft)
        return super().show(status, act=act, **case_page(self.shown, act), **more)


def case_page(shown: CaseShown, open_act: OpenAct | None = None) -> dict[str, Any]:
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
        "acts": _buttons([act for act in offered if act not in hidden and not act.is_rare], shown.case),
        "rare_acts": _buttons([act for act in offered if act not in hidden and act.is_rare], shown.case),
        "open_act": None if speaking else open_act,
        "speak": speaking or (Reply.blank(shown) if Reply in offered else None),
        "tabs": _buttons([act for act in (Reply, Note) if act in offered], shown.case),
        "take": Assign.url(shown.case) if Assign in offered and shown.case.assignee_id != shown.reader.pk else "",
    }


def _buttons(acts: list[type[CaseAct]], case: Case) -> list[dict[str, str]]:
    return [{"label": act.label, "url": act.url(case), "name": act.name, "key": act.key} for act in acts]
