"""The new words of a reply, without the mail that it answers. Pure."""

import re

_INTRODUCTION = re.compile(r"(On|Am|Den|Le) .{0,200}(wrote|schrieb|skrev|écrit).{0,80}:", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,} ?(Original Message|Ursprüngliche Nachricht) ?-{2,}", re.IGNORECASE)
_SIGNATURE = ("-- ", "--")


def reply_text(body: str) -> str:
    """`body` without its signature and the mail quoted at its end; all of it where nothing else is left.

    Answers between quoted lines stay, with the lines that they answer.
    """
    kept: list[str] = []
    for line in body.split("\n"):
        if line in _SIGNATURE or _FORWARDED.fullmatch(line.strip()):
            break
        kept.append(line)
    _drop_quoted(kept)
    if kept and _INTRODUCTION.fullmatch(kept[-1].strip()):
        kept.pop()
    return "\n".join(kept).strip() or body


def _drop_quoted(lines: list[str]) -> None:
    while lines and (lines[-1].startswith(">") or not lines[-1].strip()):
        lines.pop()
