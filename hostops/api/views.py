"""What every view of the REST face stands on: the manners of the contract, once for all.

A room's `api.py` writes serializers and names the rest: see `hostops.api.resources`.
"""

from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hostops.api import idempotency
from hostops.api.problems import LengthRequired, TooLarge

# A body that is refused for its size is read up to this many times the limit, and thrown away:
# a client that is still sending when the answer comes often sees a broken connection instead.
_DRAINED = 16
_CHUNK = 64 * 1024


class ApiView(APIView):
    """The order of the questions a call is asked, and `Idempotency-Key` on every POST.

    1. Can it be answered in a form that the caller takes (406)?
    2. Who calls (401), and not too often (429)? A wrong token is counted by its address.
    3. May a token of this scope call this (403)?
    4. Is the body of a size that is read (411, 413)?
    """

    # The largest body in bytes; None is the setting for calls that carry no file.
    max_bytes: ClassVar[int | None] = None
    # A POST that changes nothing: a token that may only read may call it.
    reads_only: ClassVar[bool] = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.format_kwarg = None
        request.version, request.versioning_scheme = None, None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        try:
            self.perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise
        self.check_throttles(request)
        self.check_permissions(request)
        if request.method not in SAFE_METHODS:
            self.check_size(request)
        self.answer_once(request)

    def most_bytes(self, request: Request) -> int:
        """The largest body that this call takes; override where it depends on the kind of body."""
        most: int = settings.API_MAX_BYTES if self.max_bytes is None else self.max_bytes
        return most

    def check_size(self, request: Request) -> None:
        if request.headers.get("Transfer-Encoding"):
            raise LengthRequired
        most = self.most_bytes(request)
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            _drain(request._request, most * _DRAINED)
            raise TooLarge(f"The body is larger than {most} bytes, which is the most this call takes.")

    def answer_once(self, request: Request) -> None:
        """Wrap the handler of a call that carries a key, so that nothing it does happens twice."""
        key = idempotency.key_of(request)
        if key is None:
            return
        handler = getattr(self, "post", self.http_method_not_allowed)

        def once(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            return idempotency.once(request, key, lambda: self._rendered(request, handler(request, *args, **kwargs)))

        self.post = once

    def _rendered(self, request: Request, answer: HttpResponse) -> HttpResponse:
        finished: HttpResponse = self.finalize_response(request, answer)
        return finished.render() if isinstance(finished, Response) else finished

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The methods, in `Allow`; the OpenAPI document says the rest."""
        return Response(status=HTTPStatus.NO_CONTENT)


class PublicView(ApiView):
    """For anybody, signed in or not: what describes the face itself."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class NothingHere(ApiView):
    """Every address under the face that leads nowhere; anybody is told so."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.format_kwarg = None
        mend = "" if request.path.endswith("/") else " Addresses here end with a slash."
        raise NotFound(f"There is nothing at this address.{mend}")


def _drain(request: HttpRequest, most: int) -> None:
    while most > 0 and (chunk := request.read(min(_CHUNK, most))):
        most -= len(chunk)
