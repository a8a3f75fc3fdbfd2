"""`/drafts/`: what is being written, kept by drafts.js a moment after typing stops."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django_htmx.http import HttpResponseClientRedirect

from hostops.api.fields import parse_instant
from hostops.lib.errors import BadField, Refused
from hostops.lib.now import now
from hostops.web.fragments import wants_fragment
from hostops.web.pages import Page
from hostops.web.times import iso
from tickets.actions import Newer, draft_discard, draft_save
from tickets.drafts import Draft, Place


class DraftsPage(Page):
    """POST alone. Saving answers in JSON: 200 with `saved_at`, or the refusal's status with `detail` and `now`.

    `person` is who the page was made for: when somebody else has signed in since, in the same
    browser, that is 401 as for one who has signed out, and nothing is kept under the other's name.
    """

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "discard" in request.POST:
            return self._discarded()
        if request.POST.get("person") != self.reader.username:
            return _told("Somebody else is signed in.", HTTPStatus.UNAUTHORIZED)
        try:
            draft = draft_save(actor=self.reader, place=request.POST.get("place", ""), **_read(request.POST))
        except Refused as refusal:
            return _told(refusal.detail, refusal.status, newer=isinstance(refusal, Newer))
        return JsonResponse({"saved_at": iso(draft.saved_at)})

    def _discarded(self) -> HttpResponse:
        place = Place.parse(self.request.POST.get("place", ""))
        draft = Draft.objects.visible_to(self.reader).at(place)
        if draft:
            draft_discard(actor=self.reader, draft=draft)
        answer = HttpResponseClientRedirect if wants_fragment(self.request) else HttpResponseRedirect
        return answer(place.url)


def _told(detail: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"detail": detail, "now": iso(now()), **more}, status=status)


def _read(sent: Any) -> dict[str, Any]:
    """The fields and the instants as `draft_save` takes them; BadField for what is none."""
    try:
        instants = {name: parse_instant(sent[name]) for name in ("opened_at", "typed_at") if sent.get(name)}
        fields = json.loads(sent.get("fields", ""))
    except (ValueError, RecursionError):
        raise BadField({"fields": "They cannot be read."}) from None
    if not isinstance(fields, dict) or not all(map(_is_texts, fields.values())):
        raise BadField({"fields": "Write a list of texts under each name."})
    return {"fields": fields, **instants}


def _is_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
