"""Tags of the desk's templates: the span of a window, how long, what things are called."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from hostops.lib.references import number_of
from hostops.policies.schema import durations
from hostops.web.times import iso
from maintenance import looks
from maintenance.models import BusinessEvent, Freeze
from maintenance.querysets import PREFIX
from maintenance.spans import lasts, lasts_seconds, span_words

register = template.Library()


@register.simple_tag
def span(starts_at: datetime, ends_at: datetime, zone: str = "") -> str:
    """From when to when, in `zone`, else the reader's."""
    where = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    return format_html(
        '<time class="span" datetime="{}">{}</time>', iso(starts_at), span_words(starts_at, ends_at, where)
    )


@register.simple_tag
def length(starts_at: datetime, ends_at: datetime) -> str:
    """How long it lasts, in hours."""
    return lasts(ends_at - starts_at)


@register.filter
def downtime(seconds: int | None) -> str:
    """The expected downtime in words; what nobody estimated is said to be so."""
    if seconds is None:
        return "not estimated"
    return lasts_seconds(seconds)


@register.filter
def lasts_words(span_of_time: timedelta) -> str:
    return lasts(span_of_time)


@register.filter
def in_words(duration: str) -> str:
    """An ISO duration of a policy: `P6D` is "6 days"."""
    return durations.in_words(duration)


@register.simple_tag
def clash_url(reference: str) -> str:
    """The page of what a window runs into; empty for what has none."""
    for prefix, route in ((PREFIX, "window"), (BusinessEvent.PREFIX, "event"), (Freeze.PREFIX, "freeze")):
        number = number_of(prefix, reference)
        if number:
            return reverse(route, args=[number])
    return ""


@register.simple_tag
def clause_url(clause: str) -> str:
    """Where the words of a clause stand: its policy is the first part of its name."""
    return f"{reverse('policy', args=[clause.partition(':')[0]])}#{clause}"


@register.filter
def kind_word(kind: str) -> str:
    return looks.KINDS.get(kind, kind)


@register.filter
def impact_word(impact: str) -> str:
    return looks.IMPACTS.get(impact, impact)
