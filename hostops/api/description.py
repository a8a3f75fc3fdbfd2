"""Where the REST face describes itself: the OpenAPI document, and the page that shows it.

Both are for anybody, signed in or not: they tell what there is to know of the product, and
nothing of those who use it.
"""

import json
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from rest_framework.request import Request

from hostops.api import etags, pagination
from hostops.api.idempotency import KEPT_FOR
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.throttling import rate_of
from hostops.api.views import PublicView

_MANNERS = """
{title}

**Times** are ISO 8601 with a zone in (years 1970 to 9999), UTC with `Z` out; **durations**
are ISO 8601 (`PT15M`, `P6D`).

**Lists** are `{{"next", "previous", "results"}}`; follow the links. `limit` is 1 to {most}, {default} unless given.
A parameter that a list does not know is refused.

**Errors** are `application/problem+json` (RFC 9457); `errors` points at each wrong place.

**`Idempotency-Key`** on any POST: sent again with the same body within {hours} hours, it gives the first answer again,
with `Idempotent-Replayed: true`. Only answers of success are kept. A repeat waits while the first call still runs.

**`ETag`** comes with every object. Calls that change one honour `If-Match` (412 if it has changed since). What has a
version has an ETag of it (`"HC-1042:7"`); anything else has one of its content, and answers `If-None-Match` with 304.

**Limits**: a body without files is at most {bytes} bytes (413), and is sent with its length (411). A person may make
{person} calls in {person_seconds} seconds of the clock, an address without a sign-in {address} in {address_seconds};
beyond, 429 with `Retry-After`.
"""


def about() -> str:
    """What holds for every call, with the limits as this installation has them."""
    person, address = rate_of("user"), rate_of("anon")
    return _MANNERS.strip().format(
        title=settings.SPECTACULAR_SETTINGS["DESCRIPTION"],
        most=pagination.MOST,
        default=pagination.DEFAULT_LIMIT,
        hours=int(KEPT_FOR.total_seconds() // 3600),
        bytes=settings.API_MAX_BYTES,
        person=person[0],
        person_seconds=person[1],
        address=address[0],
        address_seconds=address[1],
    )


def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document of everything under the face, whoever asks."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    document["info"]["description"] = about()
    # through JSON, so that lazy texts and the like are plain
    plain: dict[str, Any] = json.loads(OpenApiJsonRenderer().render(document, None, {}))
    return plain


@lru_cache(maxsize=2)
def _rendered(form: str) -> tuple[bytes, str]:
    """The document and its ETag; it changes with the code alone, so once for a process."""
    renderer = OpenApiYamlRenderer() if form == "yaml" else OpenApiJsonRenderer()
    body: bytes = renderer.render(openapi(), None, {})
    return body, etags.content_tag(body)


class OpenApiView(PublicView):
    """The document: JSON, or YAML by `Accept` or `?format=yaml`."""

    schema = None
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer)

    def get(self, request: Request) -> HttpResponse:
        form = request.query_params.get("format") or request.accepted_renderer.format
        if form not in ("json", "yaml"):
            raise BadRequest(errors=[fault("format", detail="Use json or yaml.", place="query")])
        body, tag = _rendered(form)
        if etags.is_known(request, tag):
            return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
        media_type = (
            request.accepted_renderer.media_type if request.accepted_renderer.format == form else f"application/{form}"
        )
        return HttpResponse(body, content_type=media_type, headers={"ETag": tag})


@login_not_required
@require_safe
def browsable(request: HttpRequest) -> HttpResponse:
    """The page on which a person reads the document and tries calls."""
    return render(request, "api/docs.html")
