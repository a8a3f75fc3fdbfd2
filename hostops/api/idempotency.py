"""A POST that may be sent again: the same key gives the first answer, and nothing happens twice.

1. The key's row is inserted first, in the transaction that will hold the effect. A second call
   with the same key waits at that insert until the first has ended.
2. The action runs inside. If it fails, or the process dies, row and effect vanish together.
3. An answer that says it worked (2xx) is kept in the row; an error is not, so a mended call may
   use its key again.
4. Who finds the row finished gets what it keeps, marked `Idempotent-Replayed: true`; with another
   body or query, 409.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from rest_framework.request import Request

from hostops.api.models import KeptAnswer
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.lib.errors import Refused
from hostops.lib.now import now

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
KEPT_FOR = timedelta(hours=24)
# How long a repeat waits for the first call to end before it is told to come again.
_PATIENCE = "10s"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_LOCK_NOT_AVAILABLE = "55P03"


class KeyConflict(Refused):
    """The key stands for another call, or for one that has not ended."""

    title = "Idempotency key in use"
    status = HTTPStatus.CONFLICT


def key_of(request: Request) -> str | None:
    """The key of a POST; None without one. 400 for a key that is empty, too long or not printable ASCII."""
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is not None and not _KEY.fullmatch(key):
        detail = "A key is 1 to 255 printable ASCII characters without spaces, such as a UUID."
        raise BadRequest(errors=[fault(HEADER, detail=detail, place="header")])
    return key


def once(request: Request, key: str, call: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `call`, made now or kept from before. `call` gives it rendered."""
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        kept = _claimed(_digest(request, key), fingerprint)
        if kept.fingerprint != fingerprint:
            raise KeyConflict(f"This {HEADER} was used for a call with another body. Use a new one for a new call.")
        if kept.status is not None:
            return _again(kept)
        answer = call()
        _keep(kept, answer)
    return answer


def forget_old_keys() -> int:
    """Delete answers that no repeat can ask for any more. How many there were."""
    return KeptAnswer.objects.filter(made_at__lt=now() - KEPT_FOR).delete()[0]


def _claimed(digest: str, fingerprint: str) -> KeptAnswer:
    """The row of the key, locked: this call's own (no status), or that of one before."""
    row = KeptAnswer(digest=digest, fingerprint=fingerprint, made_at=now())
    try:
        _patiently(lambda: KeptAnswer.objects.bulk_create([row], ignore_conflicts=True))
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _LOCK_NOT_AVAILABLE:
            raise
        raise KeyConflict(f"A call with this {HEADER} has not ended yet. Ask again in a moment.") from error
    found = KeptAnswer.objects.select_for_update().get(digest=digest)
    # one that housekeeping has not come to yet is as good as forgotten
    return row if found.made_at < row.made_at - KEPT_FOR else found


def _patiently(insert: Callable[[], object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        insert()
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def _keep(kept: KeptAnswer, answer: HttpResponse) -> None:
    if not HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
        kept.delete()
        return
    kept.status, kept.body = answer.status_code, answer.content
    kept.headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    kept.save()


def _again(kept: KeptAnswer) -> HttpResponse:
    return HttpResponse(bytes(kept.body), status=kept.status, headers={**kept.headers, REPLAYED: "true"})


def _digest(request: Request, key: str) -> str:
    return hashlib.sha256(f"{request.user.pk}\n{request.path}\n{key}".encode()).hexdigest()


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(request.META.get("QUERY_STRING", "").encode())
    for part in _parts(request):
        # each with its length, so that no two bodies read alike when joined
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()


def _parts(request: Request) -> Iterator[bytes]:
    """The body; of a form, its fields and files, since the boundary between them differs each time."""
    if request.content_type.partition(";")[0] != "multipart/form-data":
        yield request._request.body
        return
    form: Any = request.data
    for name, values in sorted(form.lists()):
        for value in values:
            yield name.encode()
            yield _file_digest(value) if isinstance(value, UploadedFile) else str(value).encode()


def _file_digest(upload: "UploadedFile[Any]") -> bytes:
    digest = hashlib.sha256((upload.name or "").encode())
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.digest()
