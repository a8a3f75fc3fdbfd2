"""`dnf updateinfo info` and `dnf advisory info`: advisories in words, as dnf 4 and 5 print them. Pure.

Each advisory is a few lines of `Name: words`; a name that is empty goes on with the one before it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from maintenance.patching.reading.found import CVE, Advised, Malformed
from maintenance.patching.reading.lines import lines_of

_FIELD = re.compile(r"\s*(?P<name>[A-Z][A-Za-z ]*?|)\s*: ?(?P<words>.*)")
_STARTS = ("Update ID", "Name")
_LONGEST_ID, _LONGEST_TITLE, _LONGEST_WORD = 120, 500, 20

Fields = dict[str, list[str]]


def describes(text: str) -> bool:
    """Whether the text is of this kind, rather than a list."""
    return re.search(r"^\s*(Update ID|Name)\s*: ", text, re.MULTILINE) is not None


def read(text: str) -> list[Advised]:
    """The advisories; `Malformed` with the line for one without a time that can be read."""
    return [_advised(number, fields) for number, fields in _blocks(text)]


def _blocks(text: str) -> Iterator[tuple[int, Fields]]:
    """Each advisory's fields, with the line where it begins. In dnf 4 its title stands before it, between two rules."""
    start, fields, last, title, ruled = 0, Fields(), "", "", False
    for number, line in lines_of(text):
        match = _FIELD.fullmatch(line)
        if line.startswith("==="):
            ruled, title = not ruled, title if ruled else ""
        elif ruled:
            title = f"{title} {line.strip()}".strip()
        elif match is not None:
            if match["name"] in _STARTS:
                if fields:
                    yield start, fields
                start, fields = number, {"Title": [title]}
            last = match["name"] or last
            fields.setdefault(last, []).append(match["words"].strip())
    if fields:
        yield start, fields


def _advised(number: int, fields: Fields) -> Advised:
    identifier = " ".join(fields.get("Update ID", fields.get("Name", [])))
    if not 0 < len(identifier) <= _LONGEST_ID or " " in identifier:
        raise Malformed(f"line {number}", "This is no name of an advisory.")
    at = _time(number, fields)
    return Advised(
        identifier=identifier,
        title=next(filter(None, fields["Title"]), identifier)[:_LONGEST_TITLE],
        published_at=at,
        modified_at=at,
        summary="\n".join(fields.get("Description", [])),
        severity=" ".join(fields.get("Severity", []))[:_LONGEST_WORD],
        cves=tuple(dict.fromkeys(CVE.findall("\n".join(_named(fields))))),
    )


def _named(fields: Fields) -> Iterator[str]:
    """Where CVEs are listed; dnf 4 gives them their own field, dnf 5 names them as references."""
    for name in ("CVEs", "Id", "Title", "Description"):
        yield from fields.get(name, [])


def _time(number: int, fields: Fields) -> datetime | None:
    for name in ("Updated", "Issued"):
        for words in fields.get(name, []):
            try:
                return datetime.fromisoformat(words).replace(tzinfo=UTC)
            except ValueError:
                raise Malformed(f"line {number}", f"There is no time {words[:40]}.") from None
    return None
