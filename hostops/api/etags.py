"""ETags: which state of an object a client has seen, and whether it still is (RFC 9110, 8.8 and 13.1)."""

import hashlib
import re
from typing import Any

from rest_framework.request import Request

from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.lib.errors import Outdated

ANY = "*"
_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"\s*{_TAG}(?:\s*,\s*{_TAG})*\s*")


def version_tag(name: object, version: int) -> str:
    """`"HC-1042:7"`: the seventh state of HC-1042."""
    return f'"{name}:{version}"'


def content_tag(content: bytes) -> str:
    """For what has no version of its own: its content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def asked_tags(request: Request, header: str) -> list[str] | None:
    """The tags of `If-Match` or `If-None-Match`, `["*"]` among them; None without the header. 400 if malformed."""
    written = request.headers.get(header)
    if written is None:
        return None
    if written.strip() == ANY:
        return [ANY]
    if not _TAGS.fullmatch(written):
        detail = f'Write {header} as the ETag you were given, quotes and all, such as "HC-1042:7", or *.'
        raise BadRequest(errors=[fault(header, detail=detail, place="header")])
    return re.findall(_TAG, written)


def require_match(request: Request, current: str | None) -> bool:
    """Whether the client named a state at all; Outdated (412) if it is not the `current` one."""
    tags = asked_tags(request, "If-Match")
    if tags is None or tags == [ANY]:
        return False
    if current not in tags:
        raise Outdated(f"This has changed since you read it: its ETag is now {current}. Read it again, then decide.")
    return True


def is_known(request: Request, current: str) -> bool:
    """Whether the client already has the `current` state (`If-None-Match`)."""
    tags = asked_tags(request, "If-None-Match") or []
    return ANY in tags or any(tag.removeprefix("W/") == current for tag in tags)


def tag_of(thing: Any) -> str | None:
    """The version tag of an object that counts its changes in an integer `version`; None for any other."""
    version = getattr(thing, "version", None)
    if not isinstance(version, int):
        return None
    return version_tag(getattr(thing, "number", None) or f"{thing._meta.model_name}-{thing.pk}", version)
