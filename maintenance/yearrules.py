"""The rule of a year as it is written and kept: what is left out comes from the policy's own draft."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from hostops.clocks.businesstime import Duration
from hostops.lib.errors import BadField
from hostops.policies.schema.calendars import MONTH_NAMES, WEEKDAYS
from hostops.policies.schema.windows import Windows
from maintenance.rules.yearplan import Pattern, PlanRule, rule_of

_NTHS = (1, 2, 3, 4, "last")
_PATTERN = ("weekday", "nth", "at", "duration")
_KEYS = (*_PATTERN, "long_months", "long")


def rule_given(given: Mapping[str, Any], windows: Windows, timezone: str) -> PlanRule:
    """`given` over the policy's own rule: {weekday, nth, at, duration, long_months, long: {weekday, nth, ...}}.

    A longer window is drafted as the shorter ones are, but for what `long` says and its own length.
    BadField for each value that makes no rule, and for what a policy without a draft leaves open.
    """
    own = rule_of(windows, timezone)
    wrong = {f"rule.{name}": "There is no such field." for name in given if name not in _KEYS}
    base = _written(own.short) if own else {}
    shorter = base | {name: given[name] for name in _PATTERN if name in given}
    length = {"duration": own.long.length} if own else {}
    longer = {**shorter, **length, **_mapping(given.get("long"), wrong)}
    months = given.get("long_months", own.long_months if own else ())
    wrong |= _wrong_pattern(shorter, "rule") | _wrong_pattern(longer, "rule.long") | _wrong_months(months)
    if wrong:
        raise BadField(wrong)
    return PlanRule(timezone, _pattern(shorter), _pattern(longer), tuple(sorted(months)))


def rule_written(rule: PlanRule) -> dict[str, Any]:
    """The rule as `rule_given` takes it and the plan keeps it."""
    return {**_written(rule.short), "long_months": list(rule.long_months), "long": _written(rule.long)}


def _written(pattern: Pattern) -> dict[str, Any]:
    return {"weekday": pattern.weekday, "nth": pattern.nth, "at": pattern.at, "duration": pattern.length}


def _pattern(given: Mapping[str, Any]) -> Pattern:
    return Pattern(given["weekday"], given["nth"], given["at"], given["duration"])


def _mapping(value: Any, wrong: dict[str, str]) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        wrong["rule.long"] = "Say what is otherwise with the longer ones: weekday, nth, at, duration."
        return {}
    wrong |= {f"rule.long.{name}": "There is no such field." for name in value if name not in _PATTERN}
    return {name: value[name] for name in _PATTERN if name in value}


def _wrong_pattern(given: Mapping[str, Any], where: str) -> dict[str, str]:
    checks = {
        "weekday": (given.get("weekday") in WEEKDAYS, f"Use one of {', '.join(WEEKDAYS)}."),
        "nth": (given.get("nth") in _NTHS, "Use 1 to 4, or last: not every month has a fifth."),
        "at": (_is_time(given.get("at")), "Write hours and minutes, such as 00:00."),
        "duration": (_is_length(given.get("duration")), "Write an ISO 8601 duration, such as PT6H."),
    }
    return {f"{where}.{name}": mend for name, (right, mend) in checks.items() if not right}


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == len("00:00") and bool(time.fromisoformat(value) or True)
    except ValueError:
        return False


def _is_length(value: Any) -> bool:
    """Some time, and not more than a month: a plan's windows lie apart."""
    try:
        length = Duration.parse(value) if isinstance(value, str) else Duration()
    except ValueError:
        return False
    days = length.calendar_days + length.seconds / 86_400
    return not length.next_business_day and not length.calendar_months and 0 < days <= 31


def _wrong_months(months: Any) -> dict[str, str]:
    numbers = list(months) if isinstance(months, list | tuple) else [None]
    known = range(1, len(MONTH_NAMES) + 1)
    if all(type(month) is int and month in known for month in numbers) and len(set(numbers)) == len(numbers):
        return {}
    return {"rule.long_months": "Write months from 1 to 12, each once."}
