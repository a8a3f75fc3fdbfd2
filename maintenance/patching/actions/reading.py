"""Reading a feed: the output of a server's own tool, an advisory, or the catalogue of what is exploited."""

import hashlib
from typing import Any

from django.db import connection, transaction

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, Refused
from hostops.lib.now import now
from hostops.lib.text import clean_line
from maintenance.patching.advising import advisories_read
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.exploiting import exploited_read
from maintenance.patching.feedroles import READ
from maintenance.patching.heard import Heard
from maintenance.patching.lacking import server_lacks
from maintenance.patching.models import FeedReading, Source
from maintenance.patching.owing import releases_heard
from maintenance.patching.reading import CATALOGUES, DATABASES, SERVER_TOOLS, Malformed

SOURCES = (*SERVER_TOOLS, *DATABASES, *CATALOGUES)
_LONGEST_NAME = 200
# Two readings at once would insert the same rows. Servers' apt lists share none but releases, which are
# inserted by whoever comes first.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('hostops.patching.' || %s))"


class Unreadable(Refused):
    """The file is not what it should be. `place` is a line, or a JSON pointer into it; nothing of it is kept."""

    title = "The file cannot be read"

    def __init__(self, error: Malformed) -> None:
        self.place, self.words = error.place, error.detail
        super().__init__(f"{error.place[:1].upper()}{error.place[1:]}: {error.detail}" if error.place else error.detail)


@transaction.atomic
def feed_read(
    *, actor: Any, source: str, body: bytes | str, server: Server | None = None, name: str = ""
) -> FeedReading:
    """Read the file and keep what it says; what it makes owed begins to count, what it shows as installed is kept.

    `server` is whose output it is: needed for `apt` and `dnf`, for nothing else. A file that is the same
    as the last of its source and server changes nothing: that reading is returned, with `again` set.

    Raises Unreadable, with the place, for a file that is not what its source publishes; BadField for a
    source that there is none of, and for a server that is missing or too much.
    """
    require(actor, READ)
    _require_fitting(source, server)
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    sha256 = hashlib.sha256(raw).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"{source}.{server.pk}" if server and source == Source.APT else source])
    last = FeedReading.objects.filter(source=source, server=server).order_by("-pk").first()
    if last and last.sha256 == sha256:
        last.again = True
        return last
    try:
        heard = _heard(actor, source, _text(raw), server)
    except Malformed as error:
        raise Unreadable(error) from None
    reading = FeedReading.objects.create(
        source=source,
        server=server,
        name=clean_line(name)[:_LONGEST_NAME],
        sha256=sha256,
        counts=heard.counts,
        read_by=actor,
        read_at=now(),
    )
    _told(actor, reading)
    if heard.releases:
        releases_heard(sorted(heard.releases), actor=actor)
    if source in CATALOGUES:
        exceptions_follow()  # what is known to be exploited is excepted no longer than that
    return reading


def _require_fitting(source: str, server: Server | None) -> None:
    if source not in SOURCES:
        raise BadField({"source": f"It is one of {', '.join(SOURCES)}."})
    if source in SERVER_TOOLS and server is None:
        raise BadField({"server": "Say whose output it is."})
    if source not in SERVER_TOOLS and server is not None:
        raise BadField({"server": "This is of no single server; leave it out."})


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Malformed(f"line {line}", "This is no UTF-8 text.") from None


def _heard(actor: Any, source: str, text: str, server: Server | None) -> Heard:
    at = now()
    if source in SERVER_TOOLS:
        assert server is not None
        return server_lacks(actor=actor, server=server, source=source, lacks=SERVER_TOOLS[source](text), at=at)
    if source in DATABASES:
        return advisories_read(source=source, advised=DATABASES[source](text), at=at)
    return exploited_read(listed=CATALOGUES[source](text).listed, at=at)


def _told(actor: Any, reading: FeedReading) -> None:
    of = f" of {reading.server.hostname}" if reading.server else ""
    record(
        actor=actor,
        verb="maintenance.patch_feed.read",
        kind="patch_feed",
        object_id=reading.pk,
        reference=f"{Source(reading.source).label}{of}",
        after={"counts": reading.counts, "sha256": reading.sha256},
    )
