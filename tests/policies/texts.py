"""The third policy as text, and ways to break it."""

from functools import cache
from pathlib import Path

import pytest

from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.problems import PolicyError
from hostops.policies.schema import Document

THIRD = Path(__file__).with_name("third.yaml")


@cache
def third() -> Document:
    return load(THIRD)


@cache
def bundled(name: str) -> Document:
    return load(DOCUMENTS / f"{name}.yaml")


def third_with(old: str, new: str) -> str:
    """The text of the third policy with the first `old` replaced; it must be there."""
    text = THIRD.read_text("utf-8")
    assert old in text, f"the third policy has no {old!r}"
    return text.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    """The number of the first line that contains `part`."""
    return text[: text.index(part)].count("\n") + 1


def refusal_of(text: str, name: str = "tara.yaml") -> PolicyError:
    """The error with which `text` is refused."""
    with pytest.raises(PolicyError) as caught:
        load(text, name)
    return caught.value


def told(old: str, new: str) -> list[str]:
    """What is said of the third policy with `old` replaced by `new`, a line for every problem."""
    return str(refusal_of(third_with(old, new))).splitlines()
