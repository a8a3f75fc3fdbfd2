"""The explanation of a clock in the words and sums of its page. Pure."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from hostops.policies.schema.rules import ClockRule

_WHY = {
    "open": "business hours",
    "elapsed": "counts day and night",
    "closed": "outside business hours",
    "holiday": "public holiday",
    "paused": "paused",
}


def spans_with_totals(spans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each span with its reason in words and what has counted up to its end."""
    totals = accumulate((span["seconds"] or 0) if span["counts"] else 0 for span in spans)
    return [span | {"words": reason(span["why"]), "total": total} for span, total in zip(spans, totals, strict=True)]


def reason(why: str) -> str:
    """`holiday: Christmas Day` is "public holiday: Christmas Day"."""
    kind, colon, name = why.partition(":")
    return _WHY.get(kind, kind) + colon + name


def promise_in_words(told: dict[str, Any]) -> str:
    """`Response within 15 minutes, counted day and night`; empty for a clock that has no rule yet."""
    rule = told["rule"]
    if not rule["duration"]:
        return ""
    if rule["until"]:
        return f"{told['kind'].replace('_', ' ').capitalize()} {rule['words']}, or earlier"
    said = ClockRule(clause=rule["clause"], time=rule["time"], duration=rule["duration"]).words()
    return f"{told['kind'].replace('_', ' ').capitalize()} {said}"


def why_in_words(told: dict[str, Any]) -> str:
    """Why there is no deadline, or that it moves no more; empty while the clock simply runs."""
    return {
        "pending": "It has not started yet, so nothing is due.",
        "paused": "It is paused. What is left of its time counts from when the pause ends.",
        "cancelled": "It was cancelled: nothing is due any more.",
    }.get(told["state"], "")
