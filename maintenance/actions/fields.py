"""What may stand in a window whatever its kind: the order of instants, one year, texts that fit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from hostops.accounts.zones import validate_zone
from hostops.clocks.businesstime.wall import in_utc, local_date, zone_named
from hostops.lib.errors import BadField
from hostops.lib.text import clean_line, clean_text
from maintenance.actions.change import TEXT_LONGEST
from maintenance.models import Window, WindowStep
from maintenance.rules.lengths import lasting
from maintenance.scope import Scope, accounts_of
from maintenance.states import Decision, Impact, Kind

_TEXTS = ("effect", "justification", "advisory")
_CHOICES = {"kind": Kind, "decision": Decision, "impact": Impact}
_MOST_STEPS = 200
# A window that ends at midnight of New Year lies within the year before.
_SLIVER = timedelta(microseconds=1)


def fields_set(window: Window, fields: Mapping[str, Any]) -> None:
    """Put the values into the window, cleaned. BadField for every one that cannot stand there."""
    wrong: dict[str, str] = {}
    for name, value in fields.items():
        problem = _set(window, name, value)
        if problem:
            wrong[name] = problem
    wrong = wrong or _order(window)
    if wrong:
        raise BadField(wrong)


def _set(window: Window, name: str, value: Any) -> str:
    """Why the value cannot be; empty where it is set."""
    if name in _CHOICES:
        value, problem = str(value), _unknown(value, _CHOICES[name])
    elif name in _TEXTS:
        value, problem = clean_text(value), _too_long(value)
    else:
        value, problem = _SETTERS[name](value)
    setattr(window, name, value)
    return problem


def _unknown(value: Any, choices: Any) -> str:
    words = [choice.value for choice in choices]
    return "" if value in words else f"Use one of {', '.join(words)}."


def _too_long(value: str) -> str:
    return "" if len(clean_text(value)) <= TEXT_LONGEST else f"Keep it under {TEXT_LONGEST} characters."


def _title(value: str) -> tuple[str, str]:
    line, longest = clean_line(value), Window._meta.get_field("title").max_length or 0
    if not line:
        return line, "Say in one line what is done."
    return line, "" if len(line) <= longest else f"Keep it under {longest} characters."


def _instant(value: Any) -> tuple[Any, str]:
    try:
        return in_utc(value, "the instant"), ""
    except ValueError as error:
        return value, f"{error}."


def _zone(value: str) -> tuple[str, str]:
    try:
        validate_zone(value)
        zone_named(value)
    except (ValidationError, ValueError) as error:
        return value, " ".join(error.messages) if isinstance(error, ValidationError) else f"{error}."
    return value, ""


def _downtime(value: timedelta | None) -> tuple[int | None, str]:
    if value is None:
        return None, ""
    return int(value.total_seconds()), "" if value >= timedelta(0) else "A downtime is not negative."


def _answers(value: Mapping[str, str] | None) -> tuple[dict[str, str], str]:
    answers = {name: clean_text(text) for name, text in (value or {}).items()}
    problem = next(filter(None, map(_too_long, answers.values())), "")
    return {name: text for name, text in answers.items() if text}, problem


_SETTERS: dict[str, Any] = {
    "title": _title,
    "starts_at": _instant,
    "ends_at": _instant,
    "timezone": _zone,
    "expected_downtime": _downtime,
    "answers": _answers,
}


def _order(window: Window) -> dict[str, str]:
    if window.ends_at <= window.starts_at:
        return {"ends_at": "The window ends before it starts; give it an end after its start."}
    zone = zone_named(window.timezone)
    years = [local_date(instant, zone).year for instant in (window.starts_at, window.ends_at - _SLIVER)]
    if years[0] != years[1]:
        across = f"The window crosses from {years[0]} into {years[1]} in {window.timezone}"
        return {"ends_at": f"{across}; windows belong to one year."}
    length = window.ends_at - window.starts_at
    if window.expected_downtime is not None and timedelta(seconds=window.expected_downtime) > length:
        return {"expected_downtime": f"It does not fit into the window, which lasts {lasting(length)}."}
    return {}


def check_scope(scope: Scope) -> None:
    """BadField where it names nothing, or what it names touches no account."""
    if not scope.named:
        raise BadField({"scope": "Say what the window is about: all, accounts, servers, zones or locations."})
    if not accounts_of(scope).exists():
        raise BadField({"scope": "No account is affected: nothing in this scope has a server in service."})


def steps_write(window: Window, steps: Sequence[str]) -> None:
    """The steps of the window, in place of those it had; one that stays in its place keeps its tick."""
    texts = [clean_line(text) for text in steps]
    longest = WindowStep._meta.get_field("text").max_length or 0
    if len(texts) > _MOST_STEPS or any(not 0 < len(text) <= longest for text in texts):
        raise BadField({"steps": f"Write at most {_MOST_STEPS} steps, each in a line of up to {longest} characters."})
    kept = {step.position: step.text for step in window.steps.all()}
    wanted = dict(enumerate(texts, start=1))
    window.steps.filter(position__in=[place for place, text in kept.items() if wanted.get(place) != text]).delete()
    WindowStep.objects.bulk_create(
        WindowStep(window=window, position=place, text=text)
        for place, text in wanted.items()
        if kept.get(place) != text
    )
