"""OSV records: one, a list of them, or the `vulns` of an answer of the OSV interface. Pure.

Ranges of commits say nothing of packages and are passed over. A record without a fix is kept: it says
which packages have none yet.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from maintenance.patching.reading.found import CVE, LONGEST_PACKAGE, Advised, Fix, Malformed, ordered, scheme_of
from maintenance.patching.reading.json_text import (
    Instant,
    Line,
    Name,
    Said,
    Text,
    json_of,
    pointer,
    said,
    web_address,
)

_LONGEST_ID, _LONGEST_TITLE, _LONGEST_WORD, _LONGEST_ECOSYSTEM = 120, 500, 20, 80


def _some(value: Any) -> Any:
    """Databases write null for an empty list."""
    return () if value is None else value


Names = Annotated[tuple[Line, ...], BeforeValidator(_some)]
Many = Annotated[tuple[Any, ...], BeforeValidator(_some)]


class Event(Said):
    fixed: Line = ""


class Range(Said):
    type: str
    events: tuple[Event, ...]


class Package(Said):
    ecosystem: Annotated[Name, Field(max_length=_LONGEST_ECOSYSTEM)]
    name: Annotated[Name, Field(max_length=LONGEST_PACKAGE)]


class Affected(Said):
    package: Package | None = None
    ranges: Annotated[tuple[Range, ...], BeforeValidator(_some)] = ()


class Reference(Said):
    type: str = ""
    url: str = ""


class Record(Said):
    id: Annotated[Name, Field(max_length=_LONGEST_ID)]
    modified: Instant
    published: Instant | None = None
    withdrawn: Instant | None = None
    aliases: Names = ()
    upstream: Names = ()
    related: Names = ()
    summary: Annotated[Line, BeforeValidator(lambda value: value or "")] = ""
    details: Annotated[Text, BeforeValidator(lambda value: value or "")] = ""
    affected: Many = ()
    references: Annotated[tuple[Reference, ...], BeforeValidator(_some)] = ()
    database_specific: Annotated[dict[str, Any], BeforeValidator(lambda value: value or {})] = {}


def read(text: str) -> list[Advised]:
    """The records; `Malformed` with the pointer for anything else."""
    value = json_of(text)
    records = [_advised(record, steps) for record, steps in _records(value)]
    if not records:
        raise Malformed("", "There is no record in it.")
    known: set[str] = set()
    for index, record in enumerate(records):
        if record.identifier in known:
            raise Malformed(pointer(index, "id"), f"{record.identifier} is there twice.")
        known.add(record.identifier)
    return records


def _records(value: Any) -> Iterator[tuple[Any, tuple[object, ...]]]:
    if isinstance(value, dict) and "vulns" in value and "id" not in value:
        below = value["vulns"]
        if not isinstance(below, list):
            raise Malformed("/vulns", "This is no list.")
        yield from ((record, ("vulns", index)) for index, record in enumerate(below))
    elif isinstance(value, list):
        yield from ((record, (index,)) for index, record in enumerate(value))
    else:
        yield value, ()


def _advised(value: Any, steps: tuple[object, ...]) -> Advised:
    record = said(Record, value, *steps)
    word = record.database_specific.get("severity")
    return Advised(
        identifier=record.id,
        title=(record.summary or record.id)[:_LONGEST_TITLE],
        summary=record.details,
        severity=word[:_LONGEST_WORD] if isinstance(word, str) and word.isprintable() else "",
        cves=_cves(record),
        url=_url(record),
        published_at=record.published or record.modified,
        modified_at=record.modified,
        withdrawn_at=record.withdrawn,
        fixes=tuple(dict.fromkeys(_fixes(record, steps))),
    )


def _cves(record: Record) -> tuple[str, ...]:
    """The record's own, or what it is another name for; a distribution's record names what it mends as upstream."""
    named = [record.id, *record.aliases, *record.upstream]
    found = [name for name in named if CVE.fullmatch(name)]
    return tuple(dict.fromkeys(found or [name for name in record.related if CVE.fullmatch(name)]))


def _url(record: Record) -> str:
    ranked = sorted(record.references, key=lambda reference: reference.type != "ADVISORY")
    return next(filter(None, (web_address(reference.url) for reference in ranked)), "")


def _fixes(record: Record, steps: tuple[object, ...]) -> Iterator[Fix]:
    for index, below in enumerate(record.affected):
        affected = said(Affected, below, *steps, "affected", index)
        if affected.package is None:
            continue
        fixes = list(_fixed(affected, affected.package, (*steps, "affected", index)))
        yield from fixes or [Fix(affected.package.ecosystem, affected.package.name)]


def _fixed(affected: Affected, package: Package, steps: tuple[object, ...]) -> Iterator[Fix]:
    for number, span in enumerate(affected.ranges):
        if span.type == "GIT":
            continue
        for place, event in enumerate(span.events):
            if event.fixed:
                at = pointer(*steps, "ranges", number, "events", place, "fixed")
                version = ordered(event.fixed, scheme_of(package.ecosystem), at)
                yield Fix(package.ecosystem, package.name, version)
