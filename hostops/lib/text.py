"""Text from strangers, made safe to keep and to show."""

import re
import unicodedata

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from hostops.lib.errors import BadField

# Bidirectional overrides and isolates: they make text read otherwise than it is written.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def clean_text(text: str) -> str:
    """`text` without NUL, controls, lone surrogates and direction overrides; newlines as `\\n`, NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text.translate(_BIDI))).strip()


def clean_line(text: str) -> str:
    """`clean_text` on one line: for subjects, names, file names."""
    return " ".join(clean_text(text).split())


def required_texts(longest: int, instead: str = "", **texts: str) -> list[str]:
    """The texts, cleaned; BadField for every one that is empty or too long, which says what to do `instead`."""
    cleaned = {name: clean_text(text) for name, text in texts.items()}
    too_long = " ".join([f"Keep it under {longest} characters", *([instead] if instead else [])]) + "."
    wrong = {name: too_long if text else "Write something here." for name, text in cleaned.items()}
    wrong = {name: said for name, said in wrong.items() if not 0 < len(cleaned[name]) <= longest}
    if wrong:
        raise BadField(wrong)
    return list(cleaned.values())


def as_html(text: str) -> SafeString:
    """Plain text as HTML: escaped, lines kept, addresses made links. Nothing of it is ever run."""
    linked = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(linked.replace("\n", "<br>"))  # noqa: S308 - urlize escaped it
