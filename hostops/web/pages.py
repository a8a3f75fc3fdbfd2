"""What every page stands on. A page asks for a sign-in, starts from what its reader may see, and fails closed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views import View

from hostops.lib.errors import Refused
from hostops.web import errors


class Page(View):
    """The base of every view of the browser face.

    The sign-in is asked for by `SignInRequired`, of every view; mix in `Public` to opt out. What
    an action refuses, and no form shows, becomes a page with the action's own words and status.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer = super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            answer = errors.refused(request, refusal)
        # One address gives page and fragment; and the back button shows nothing of a past session.
        patch_vary_headers(answer, ["HX-Request"])
        patch_cache_control(answer, private=True, no_cache=True)
        return answer


class Public:
    """Opts a page out of the sign-in. Name it first: `class Status(Public, Page)`."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return login_not_required(super().as_view(**initkwargs))  # type: ignore[misc]
