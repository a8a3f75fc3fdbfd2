"""Which of two versions is older, by the rules of who numbers them. Pure.

`deb` and `rpm` follow dpkg and rpm. `generic` is for whatever else carries numbers (R81.20, 4.16.3,
V7R5 PTF 12): numbers by their value, words by the alphabet whatever their case, separators all alike, a
leading v means nothing, and what is announced as before a release (4.17-rc1) is older than it.
"""

import re
from collections.abc import Callable, Iterable
from functools import cmp_to_key, partial
from typing import Literal

from univers import debian, rpm

Scheme = Literal["generic", "deb", "rpm"]
# What the columns that hold versions take.
LONGEST = 120

# An epoch is a number of 32 bits to dpkg and rpm alike.
_EPOCH = r"(?:\d{1,9}:)?"
_PART = r"[.+~_^]*[A-Za-z0-9][A-Za-z0-9.+~_^]*"
_WELL_FORMED = {
    "deb": re.compile(rf"{_EPOCH}\d[A-Za-z0-9.+~]*(?:-[A-Za-z0-9.+~-]*[A-Za-z0-9.+~])?", re.ASCII),
    "rpm": re.compile(rf"{_EPOCH}{_PART}(?:-{_PART})?", re.ASCII),
    "generic": re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 .,+~_:/()-]*(?<! )", re.ASCII),
}
_BEFORE_A_RELEASE = re.compile(r"(?<=[0-9])[^a-z0-9~]*(alpha|beta|dev|pre|preview|rc|snapshot)(?![a-z])")


class Unordered(ValueError):
    """A text that cannot be put in order with other versions; its words say which and why."""


def check(version: str, scheme: Scheme = "generic") -> str:
    """The version, when it can be ordered; else `Unordered`."""
    if len(version) > LONGEST:
        raise Unordered(f"A version has at most {LONGEST} characters.")
    if not _WELL_FORMED[scheme].fullmatch(version):
        raise Unordered(f"“{version}” cannot be put in order as {_NAMES[scheme]}.")
    return version


def is_ordered(version: str) -> bool:
    """Whether anybody numbers so: for what was told without saying by whose rules."""
    return len(version) <= LONGEST and any(shape.fullmatch(version) for shape in _WELL_FORMED.values())


def compared(a: str, b: str, scheme: Scheme = "generic") -> int:
    """Below 0 where a is older than b, above where it is newer, 0 where they are the same. May raise `Unordered`."""
    return _COMPARE[scheme](check(a, scheme), check(b, scheme))


def older(a: str, b: str, scheme: Scheme = "generic") -> bool:
    """Whether a is older than b. May raise `Unordered`."""
    return compared(a, b, scheme) < 0


def newest(versions: Iterable[str], scheme: Scheme = "generic") -> str:
    """The newest of at least one. May raise `Unordered`."""
    return max(versions, key=cmp_to_key(partial(compared, scheme=scheme)))


def _by_dpkg(a: str, b: str) -> int:
    return int(debian.compare_versions(a, b))


def _by_rpm(a: str, b: str) -> int:
    return int(rpm.compare_rpm_versions(a, b))


def _by_numbers(a: str, b: str) -> int:
    return int(rpm.vercmp(_plain(a), _plain(b)))


def _plain(version: str) -> str:
    """The text with what comes before a release behind rpm's mark for it, which sorts before the end."""
    text = re.sub(r"^v(?=[ ._-]?\d)", "", version.lower())
    return _BEFORE_A_RELEASE.sub(r"~\1", text)


_NAMES = {"deb": "a Debian version", "rpm": "an RPM version", "generic": "a version: it needs a number"}
_COMPARE: dict[str, Callable[[str, str], int]] = {"deb": _by_dpkg, "rpm": _by_rpm, "generic": _by_numbers}
