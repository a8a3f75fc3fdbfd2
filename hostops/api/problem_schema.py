"""Problem documents as the OpenAPI document describes them: one schema, one response for each status."""

from typing import Any

from hostops.api.problems import MEDIA_TYPE, phrase

_FAULT = {
    "type": "object",
    "required": ["pointer", "detail"],
    "properties": {
        "pointer": {
            "type": "string",
            "description": "A JSON pointer into the body; / and its name for a parameter or header.",
        },
        "detail": {"type": "string"},
        "in": {"type": "string", "enum": ["query", "header"], "description": "Where, if not in the body."},
    },
}
PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "A name of the kind of problem, to compare."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong this time, for a person."},
        "errors": {"type": "array", "items": _FAULT, "description": "Each wrong place."},
        "possible": {
            "type": "array",
            "items": {"type": "string"},
            "description": "With 409: the steps that the state allows.",
        },
        "request_id": {"type": "string", "description": "With 500."},
    },
}
WHY = {
    "400": "The request is malformed: its body, a field of it, a parameter or a header.",
    "401": "Nobody is signed in, or the token is unknown, revoked or expired.",
    "403": "The token only reads, or the person's role does not include this.",
    "404": "There is no such thing, or none that the caller may see.",
    "406": "The answer cannot be given in a form that `Accept` names.",
    "409": "The present state does not allow it (`possible` names what it does), "
    "or the `Idempotency-Key` stands for another call.",
    "411": "The body came without its length.",
    "412": "`If-Match` names another state than the present one.",
    "413": "The body is larger than the limit.",
    "415": "The body is of a media type that is not read here.",
    "429": "Too many calls.",
    "500": "Something failed on our side; `request_id` names it in our records.",
}
_HEADERS = {
    "401": {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    "429": {
        "Retry-After": {
            "schema": {"type": "integer", "minimum": 1},
            "required": True,
            "description": "Seconds until calls are taken again.",
        }
    },
}


def response_name(code: str) -> str:
    return phrase(int(code)).title().replace(" ", "")


def response(code: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": WHY[code], "content": content, "headers": _HEADERS.get(code, {})}
