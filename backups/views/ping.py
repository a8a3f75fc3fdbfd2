"""`/ping/{key}`: what a crontab calls, as Healthchecks has it. The key is the whole right to it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from backups.actions.hearing import EndsFirst, Outcome, What
from backups.actions.pinging import Caller, ping_hear
from backups.pings import Call, call_named, key_of
from backups.reading import Unreadable
from hostops.api.throttling import AddressRate
from hostops.journal.origin import address

_METHODS = ("GET", "HEAD", "POST")
_HIGHEST_CODE = 255
_CHUNK = 64 * 1024


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class PingView(View):
    """200 OK, 400 for an address that means nothing, 404 for a key that is unknown or revoked, told alike.

    With a tool's name behind the key the body is that tool's report. Whoever guesses keys is told 429.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in _METHODS:
            return self._said("Use GET, HEAD or POST.", HTTPStatus.METHOD_NOT_ALLOWED, Allow=", ".join(_METHODS))
        answer = self._answered(request, kwargs["secret"], kwargs.get("word", ""))
        answer.headers["Ping-Body-Limit"] = str(settings.PING_BODY_LIMIT)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _answered(self, request: HttpRequest, secret: str, word: str) -> HttpResponse:
        try:
            call, code = _call(request, word)
        except ValueError as error:
            return self._said(str(error), HTTPStatus.BAD_REQUEST)
        key = key_of(secret)
        if key is None:
            return self._unknown(request)
        most = settings.BACKUP_REPORT_MAX_BYTES if call.tool else settings.PING_BODY_LIMIT
        body, whole = _body(request, most)
        if call.tool and not whole:
            words = f"The report is larger than {most} bytes, which is the most that is read."
            return self._said(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self._heard(key, call, code, body, _caller(request))

    def _heard(self, key: Any, call: Call, code: int | None, body: str, caller: Caller) -> HttpResponse:
        try:
            notes, outcomes = ping_hear(key=key, call=call, body=body, caller=caller, exit_code=code)
        except Unreadable as error:
            return self._said(f"The report cannot be read. {error}", HTTPStatus.BAD_REQUEST)
        except EndsFirst as error:
            return self._said(f"Run {error.index} of the report ends before it starts.", HTTPStatus.BAD_REQUEST)
        return self._said("\n".join(["OK", *_counted(outcomes), *notes]) if call.tool else "OK")

    def _unknown(self, request: HttpRequest) -> HttpResponse:
        rate = AddressRate()
        if not rate.allow_request(request, self):  # type: ignore[arg-type]
            wait = str(round(rate.wait() or 1))
            return self._said("Too many unknown addresses.", HTTPStatus.TOO_MANY_REQUESTS, **{"Retry-After": wait})
        return self._said("not found", HTTPStatus.NOT_FOUND)

    def _said(self, words: str, status: int = HTTPStatus.OK, **headers: str) -> HttpResponse:
        return HttpResponse(words, "text/plain; charset=utf-8", status, headers=headers)


def _call(request: HttpRequest, word: str) -> tuple[Call, int | None]:
    """What the address means, and the exit code of the tool; ValueError for what means nothing."""
    rid = request.GET.get("rid")
    code = request.GET.get("exit_code", "")
    try:
        call = call_named(word, UUID(rid) if rid else None)
    except ValueError:
        raise ValueError("rid is no UUID.") from None
    if call is None:
        raise ValueError("The address ends with /start, /fail, /log, an exit code from 0 to 255, or a tool's name.")
    if code and not (code.isascii() and code.isdecimal() and len(code) < len("1000") and int(code) <= _HIGHEST_CODE):
        raise ValueError("exit_code is a number from 0 to 255.")
    if call.tool and request.method != "POST":
        raise ValueError("A report is sent by POST.")
    return call, int(code) if code else None


def _body(request: HttpRequest, most: int) -> tuple[str, bool]:
    """The beginning of the body, and whether that is all of it; the rest is read and thrown away.

    A client that is still sending when the answer comes would see a broken connection instead.
    """
    kept = request.read(most) if request.method == "POST" else b""
    whole = True
    left = settings.FORM_MAX_BYTES
    while left > 0 and (chunk := request.read(min(_CHUNK, left))):
        whole, left = False, left - len(chunk)
    return kept.decode("utf-8", "replace"), whole


def _caller(request: HttpRequest) -> Caller:
    return Caller(request.method or "", address() or None, request.headers.get("User-Agent", ""))


def _counted(outcomes: list[Outcome]) -> list[str]:
    counts = {what: sum(outcome.what == what for outcome in outcomes) for what in What}
    return [f"{count} {what.replace('_', ' ')}" for what, count in counts.items() if count]
