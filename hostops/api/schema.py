"""The OpenAPI document: what the views say of themselves, and what holds for all of them."""

import inspect
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework.permissions import SAFE_METHODS

from hostops.api import problem_schema

_ALWAYS = ("400", "401", "403", "404", "406", "409", "429", "500")
_WITH_BODY = ("411", "413", "415")
_TAGS = r'(\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)'


def _header(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


_KEY = _header(
    "Idempotency-Key",
    "Names this call for 24 hours: sent again with the same body it gives the first answer again, with "
    "`Idempotent-Replayed: true`, and nothing happens twice; with another body 409. An error is not kept.",
    minLength=1,
    maxLength=255,
    pattern="^[!-~]+$",
)
_MATCH = _header(
    "If-Match",
    "The ETag of the state that this call is about, or `*`; 412 if the object has changed since.",
    pattern=f"^{_TAGS}$",
)
_NONE_MATCH = _header(
    "If-None-Match",
    "The ETag of the state already known; 304, without a body, if it still is so.",
    pattern=f"^{_TAGS}$",
)


class HostopsSchema(AutoSchema):
    """A view's operations, each with its headers and with its errors as problem documents.

    A view names `takes` (the body of its POST) beside `serializer_class` (what it shows), and
    `calls` (its action, whose docstring describes it).
    """

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Any:
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        if operation is not None:
            self._register("Problem", ResolvedComponent.SCHEMA, problem_schema.PROBLEM)
            operation["parameters"] = [*operation.get("parameters", ()), *self.headers()]
            operation["responses"] |= {code: self.problem(code) for code in self.error_codes()}
        return operation

    def problem(self, code: str) -> dict[str, str]:
        name = problem_schema.response_name(code)
        self._register(name, ResolvedComponent.RESPONSE, problem_schema.response(code))
        return {"$ref": f"#/components/responses/{name}"}

    def error_codes(self) -> list[str]:
        codes = [*_ALWAYS, *(() if self.method in SAFE_METHODS else _WITH_BODY)]
        return sorted([*codes, "412"] if self.takes_match() else codes)

    def headers(self) -> list[dict[str, Any]]:
        asked = ((_KEY, self.method == "POST"), (_MATCH, self.takes_match()), (_NONE_MATCH, self.shows_object()))
        return [header for header, holds in asked if holds]

    def takes_match(self) -> bool:
        return self.method not in SAFE_METHODS and bool(getattr(self.view, "changes_object", False))

    def shows_object(self) -> bool:
        return self.method == "GET" and getattr(self.view, "action", "") == "retrieve"

    def get_request_serializer(self) -> Any:
        if self.method in SAFE_METHODS or not hasattr(self.view, "takes"):
            return super().get_request_serializer()
        return self.view.takes

    def get_response_serializers(self) -> Any:
        shown = super().get_response_serializers()
        if self.shows_object():
            return {200: shown, 304: None}
        code = getattr(self.view, "status_code", None) if self.method == "POST" else None
        return {code: shown} if code else shown

    def get_description(self) -> str:  # type: ignore[override]
        """The words of the view's method, of the action it was given, or of the view itself.

        Those of a base class are for its authors, and those of a class for many actions too.
        """
        own = vars(type(self.view))
        method = own.get(getattr(self.view, "action", "") or self.method.lower())
        given = vars(self.view).get("calls")
        texts = (getattr(speaker, "__doc__", None) for speaker in (method, given))
        return inspect.cleandoc(next(filter(None, texts), None) or own.get("__doc__") or "")

    def _register(self, name: str, kind: str, content: dict[str, Any]) -> None:
        component = ResolvedComponent(name, kind, content, object=name)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
