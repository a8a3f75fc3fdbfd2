"""`apt list --upgradable`, in any language. Pure.

    openssl/stable-security,stable 3.0.17-1~deb12u2 amd64 [upgradable from: 3.0.16-1~deb12u1]

A line of apt's own (`Listing...`, `WARNING: ...`, `N: ...`) says nothing of packages. A suite whose name
ends with -security is the distribution's for security.
"""

import re
from collections.abc import Iterator

from maintenance.patching.reading.found import LONGEST_PACKAGE, Lacks, Malformed, Pending, ordered
from maintenance.patching.reading.lines import lines_of

_LINE = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9.+-]*)/(?P<suites>\S*) (?P<candidate>\S+) (?P<arch>\S+)(?: \[(?P<state>.*)\])?"
)
_OWN_WORDS = re.compile(r"[WNE]: |WARNING: |[^/\[\]]*(?:\.\.\.|…)[^/\[\]]*$")
_SUITE_LONGEST = 200


def read(text: str) -> Lacks:
    """All that the server lacks by apt's word; `Malformed` with the line for anything else."""
    seen: dict[tuple[str, str], Pending] = {}
    names: dict[str, str] = {}
    for number, line in lines_of(text):
        if _OWN_WORDS.match(line):
            continue
        for arch, found in _pending(number, line):
            # one package in several architectures: the first keeps the plain name
            first = names.setdefault(found.package, arch) == arch
            seen.setdefault((found.package, arch), found if first else _of(found, arch))
    return Lacks("deb", tuple(seen.values()))


def _pending(number: int, line: str) -> Iterator[tuple[str, Pending]]:
    place = f"line {number}"
    match = _LINE.fullmatch(line)
    if match is None or len(match["name"]) > LONGEST_PACKAGE:
        raise Malformed(place, "This is no line of `apt list --upgradable`.")
    if match["state"] is None or ": " not in match["state"]:
        raise Malformed(place, "It does not say what is installed; list with --upgradable.")
    candidate = ordered(match["candidate"], "deb", place)
    installed = ordered(match["state"].rpartition(": ")[2], "deb", place)
    suites = match["suites"][:_SUITE_LONGEST]
    security = any(suite.endswith("-security") for suite in suites.split(","))
    yield match["arch"], Pending(match["name"], candidate, installed, suites, security)


def _of(found: Pending, arch: str) -> Pending:
    name = f"{found.package}:{arch}"
    return Pending(name, found.candidate, found.installed, found.origin, found.security)
