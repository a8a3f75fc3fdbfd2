"""What every verb on a desk's object has in common: its form stands in the object's page, or comes alone by htmx."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.roles import may, require
from hostops.journal.telling import Event
from hostops.lib.errors import NotPossible, Outdated
from hostops.lib.steps import Steps
from hostops.web.acts import ObjectActPage
from hostops.web.fragments import wants_fragment
from hostops.web.versioned import StepForm


@dataclass(frozen=True, kw_only=True)
class OpenAct:
    """A form as the page shows it; `changed` is what others did since its person read the object."""

    name: str
    title: str
    hint: str
    submit: str
    url: str
    form: StepForm
    changed: Sequence[Event] = ()


class StepAct(ObjectActPage):
    """A verb: name it, its `step` (of the desk's `life` and of its roles), its form and its action.

    A desk derives one for each kind of object, says what is its own above the line, and overrides
    `see`, `news` and `page`. What is typed is never lost: a refusal, a wrong field, or somebody
    else's change in the meantime shows the object again with the form open.
    """

    # What the verbs begin with in the roles, dotted.
    room: str
    # What the object is called: the route of its page, of its verbs (`<called>_<name>`), the action's argument.
    called: str
    life: Steps[Any]
    # The object's page, and the form alone.
    page_template: str
    act_template: str
    # ---
    name: str
    step: str
    label: str
    # The single key that opens it on the object's page.
    key = ""
    # Stands behind "More" where an object offers much.
    is_rare = False
    form_class: type[StepForm]
    action: Callable[..., Any]
    changed: Sequence[Event] = ()

    def see(self) -> Any:
        """The object as the reader may see it: it has `object` and `reader`."""
        raise NotImplementedError

    def news(self, read: int | None) -> Sequence[Event]:
        """What the reader may know of what happened since the object had the version that was read."""
        raise NotImplementedError

    def page(self, act: Any) -> dict[str, Any]:
        """What the template of the object's page is given, with that form open."""
        raise NotImplementedError

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return self.act_template if wants_fragment(self.request) else self.page_template

    @classmethod
    def verb(cls) -> str:
        return f"{cls.room}.{cls.step}"

    @classmethod
    def fits(cls, shown: Any) -> bool:
        """Whether the verb makes sense on this object, beside role and state; override as needed."""
        return True

    @classmethod
    def meant(cls, shown: Any) -> bool:
        """Whether it is what should be done next: its button stands out."""
        return False

    @classmethod
    def possible(cls, shown: Any) -> bool:
        return cls.life.after(cls.step, shown.object.state) is not None

    @classmethod
    def offered(cls, shown: Any) -> bool:
        """Whether to show it to the reader now."""
        return may(shown.reader, cls.verb()) and cls.possible(shown) and cls.fits(shown)

    @classmethod
    def url(cls, row: Any) -> str:
        return reverse(f"{cls.called}_{cls.name}", args=[row.pk])

    @cached_property
    def shown(self) -> Any:
        return self.see()

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
        version = form.cleaned_data["version"]
        return {"actor": self.reader, self.called: self.object, "if_version": version, **form.given()}

    def act(self, form: Any) -> Any:
        try:
            return self.call(form)
        except Outdated:
            if self._has_news(form):
                raise
            return self.call(form)  # what changed is nothing that this person may know of

    def _has_news(self, form: Any) -> bool:
        """See the object as it is now; whether there is anything to tell the person, who read an older one."""
        read = form.cleaned_data["version"]
        self.object = self.found()
        self.__dict__.pop("shown", None)
        self.changed = self.news(read)
        form.read_again(self.object.version)
        return bool(self.changed) or (read or 0) > self.object.version

    def done(self, result: Any) -> str:
        return reverse(self.called, args=[self.object.pk])

    def opened(self, form: StepForm) -> OpenAct:
        """The form as the page shows it."""
        return OpenAct(**self.words(self.object), form=form, changed=self.changed)

    def words(self, row: Any) -> dict[str, str]:
        """What an open form says of its verb."""
        said = {name: getattr(self, name) for name in ("name", "title", "hint", "submit")}
        return {**said, "url": self.url(row)}

    def show(self, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        act = self.opened(more.pop("form"))
        return super().show(status, act=act, **self.page(act), **more)


def buttons(acts: Sequence[type[StepAct]], shown: Any) -> Mapping[str, list[dict[str, Any]]]:
    """The verbs for the head of the page, what should be done next first: `acts`, and `rare_acts` behind "More"."""
    told = [(act.is_rare, _button(act, shown)) for act in acts]
    told.sort(key=lambda button: not button[1]["meant"])
    return {
        "acts": [button for is_rare, button in told if not is_rare],
        "rare_acts": [button for is_rare, button in told if is_rare],
    }


def _button(act: type[StepAct], shown: Any) -> dict[str, Any]:
    return {
        "label": act.label,
        "url": act.url(shown.object),
        "name": act.name,
        "key": act.key,
        "meant": act.meant(shown),
    }
