"""What every page stands on. A page asks for a sign-in, starts from what its reader may see, and fails closed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views import View

from hostops.lib.errors import Refused
from hostops.web import errors


class Page(View):
    """The base of every view of the browser face.

    The sign-in is asked for by `SignInRequired`, of every view; mix in `Public` to opt out. What
    an action refuses, and no form shows, becomes a page with the action's own words and status.
    """

    template_name: str

    @property
    def reader(self) -> Any:
        """The person signed in; the anonymous one on a `Public` page. (Accounts lie above this room.)"""
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.permit()
            answer = super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            answer = errors.refused(request, refusal)
        # One address gives page and fragment; and the back button shows nothing of a past session.
        patch_vary_headers(answer, ["HX-Request"])
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    def permit(self) -> None:
        """Raise `NotAllowed`, or `Http404`, where the reader may not be here at all. Override as needed."""

    def context(self) -> dict[str, Any]:
        """What the template is given beside the page's own. Override, and add to `super().context()`."""
        return {}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.context() | more, status=status)


class Public:
    """Opts a page out of the sign-in. Name it first: `class Status(Public, Page)`."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return login_not_required(super().as_view(**initkwargs))  # type: ignore[misc]


class VisiblePage(Page):
    """A page about rows of `model`, none of which its reader may not see."""

    model: type[Model]

    def rows(self) -> QuerySet[Any]:
        """Start from here, always; override to join or narrow, from `super().rows()`."""
        visible: QuerySet[Any] = self.model._default_manager.visible_to(self.reader)  # type: ignore[attr-defined]
        return visible

    def lookup(self) -> dict[str, Any]:
        """How the address names the row; by default its captured arguments."""
        return dict(self.kwargs)

    def found(self) -> Any:
        """The row that the address names. A foreign one answers 404, as one that does not exist."""
        return get_object_or_404(self.rows(), **self.lookup())


class DetailPage(VisiblePage):
    """One row: `object` in the template."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.found()
        return self.show(object=self.object)
