"""What a tool's report comes to, and the documents in its output. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from backups.told import LONGEST_MESSAGE, Told
from hostops.lib.text import clean_line, clean_text

# What a database column holds.
LARGEST = 2**63 - 1
_decoder = JSONDecoder()


class Unreadable(ValueError):
    """The output is not what the tool prints: cut off, empty, or of something else. Nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Report:
    """The runs of a report, the earliest first as far as the tool has them so, and what else is to be said of it."""

    runs: Sequence[Told] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """The JSON values of a tool's output, and the words between them."""

    values: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Said(BaseModel):
    """A part of a tool's JSON; what is not asked for is ignored, since tools grow."""

    model_config = ConfigDict(extra="ignore", frozen=True)


S = TypeVar("S", bound=Said)


def output_of(text: str) -> Output:
    """The JSON values in the text, one behind the other however they are laid out, and each line that is none.

    Unreadable for a value that is cut off, and where there is no value at all.
    """
    found, at = Output(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in "{[" or text.startswith("null", at):
            value, at = _value(text, at)
            found.values.append([] if value is None else value)
        else:
            line, at = _line(text, at)
            found.words.append(clean_line(line))
    if not found.values:
        raise Unreadable("There is no JSON in it." if text.strip() else "It is empty.")
    return found


def _line(text: str, at: int) -> tuple[str, int]:
    end = text.find("\n", at)
    return (text[at:], len(text)) if end < 0 else (text[at:end], end)


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _decoder.raw_decode(text, at)
    except JSONDecodeError as error:
        raise Unreadable(f"It is cut off, or no JSON: {error.msg} at line {error.lineno}.") from None
    except (RecursionError, ValueError):
        raise Unreadable("It is nested too deeply, or has a number too large.") from None


def said(kind: type[S], value: Any, what: str) -> S:
    """The value with its types. Unreadable, naming `what` and the place, where it has others."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise Unreadable(f"{what} is not as the tool prints it: {place}: {first['msg']}.") from None


def failed_run(tool: str, text: str, exit_code: int) -> Told:
    """A run that left nothing but its exit code, and what it said."""
    words = clean_text(text[-LONGEST_MESSAGE:])
    return Told(status="failed", tool=tool, reckoned=("finished_at",), message=words, detail={"exit_code": exit_code})


def kept(value: Any) -> Any:
    """A part of the tool's own figures, its texts made safe to keep; empty parts are left out."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        safe = {clean_line(str(name)): kept(below) for name, below in value.items()}
        return {name: below for name, below in safe.items() if below not in (None, "", [], {})}
    return [kept(below) for below in value] if isinstance(value, list | tuple) else value
