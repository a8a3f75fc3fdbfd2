"""Names that people say on the telephone: HC-1042."""

import re

_REFERENCE = re.compile(r"\s*([A-Za-z]{1,4})-?0*([0-9]{1,18})\s*")


def reference(prefix: str, number: int) -> str:
    return f"{prefix}-{number}"


def number_of(prefix: str, text: str) -> int | None:
    """The number in `HC-1042`, `hc1042` or ` HC-1042 `; None when it is none of that prefix."""
    found = _REFERENCE.fullmatch(text)
    return int(found[2]) if found and found[1].upper() == prefix else None
