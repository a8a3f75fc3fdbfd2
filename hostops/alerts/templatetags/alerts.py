"""An alert's threshold, as a sentence goes on with it and as a badge."""

from django import template

from hostops.alerts.crossed import BREACH
from hostops.alerts.happenings import happenings
from hostops.alerts.models import Alert
from hostops.alerts.steps import plain, step_of
from hostops.alerts.sweep import SET_ASIDE
from hostops.alerts.wording import phrase, role_words

register = template.Library()


@register.filter
def threshold(key: str) -> str:
    """`80%` is "has used 80% of its time"; one passed up the line says so."""
    said = phrase(plain(key))
    return f"{said}, and nobody had acknowledged it" if step_of(key) else said


@register.filter
def passed_to(alert: Alert) -> str:
    """`: told to the first on call`, of an alert that was passed on; empty for one as it was raised."""
    return f": told to {told_to(alert)}" if step_of(alert.threshold) else ""


@register.filter
def told_to(alert: Alert) -> str:
    """`the first on call`, `an engineer and a manager`; `nobody` of what is recorded alone."""
    return " and ".join(map(role_words, alert.tell)) or "nobody: it is on record"


@register.filter
def gravity(key: str) -> str:
    """The state that `{% badge "alert" ... %}` shows: whether the promise is broken, or soon will be."""
    crossed = key.partition(":")[0]
    if crossed in happenings:
        return "happened"
    return crossed if crossed in (BREACH, SET_ASIDE, "pending") else "warning"
