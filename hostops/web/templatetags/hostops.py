"""Tags of every template: instants, durations, states, text, forms."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hostops.lib.now import now
from hostops.lib.text import as_html
from hostops.web import badges, times

register = template.Library()


@register.simple_tag
def when(instant: datetime | None, *, precise: bool = False, empty: str = "–") -> str:
    """An instant in the reader's zone, zone named, and how far off it is, kept fresh by times.js."""
    return _instant(instant, "when", times.relative, _never, precise=precise, empty=empty)


@register.simple_tag
def due(instant: datetime | None, *, precise: bool = False, empty: str = "–") -> str:
    """`when` for a deadline that still runs: counts down, then says how late it is."""
    return _instant(instant, "due", times.until_due, times.urgency, precise=precise, empty=empty)


def _never(instant: datetime, now: datetime) -> str:
    return ""


def _instant(instant: datetime | None, kind: str, words: Any, urgency: Any, *, precise: bool, empty: str) -> str:
    if instant is None:
        return empty
    zone = timezone.get_current_timezone()
    loud = urgency(instant, now())
    return format_html(
        '<span class="when"><time datetime="{iso}" title="{full}">{text}</time> '
        '<span class="when-relative{loud}" data-{kind}>{words}</span></span>',
        loud=f" {loud}" if loud else "",
        iso=times.iso(instant),
        full=times.absolute_full(instant, zone),
        text=times.absolute(instant, zone, precise=precise),
        kind=kind,
        words=words(instant, now()),
    )


@register.simple_tag
def at(instant: datetime | None, *, precise: bool = False, empty: str = "–") -> str:
    """An instant in the reader's zone alone, for tables in which the distance would be noise."""
    if instant is None:
        return empty
    zone = timezone.get_current_timezone()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        times.iso(instant),
        times.absolute_full(instant, zone),
        times.absolute(instant, zone, precise=precise),
    )


@register.simple_tag
def at_text(instant: datetime) -> str:
    """An instant in the reader's zone as bare text, for where no element may stand."""
    return times.absolute(instant, timezone.get_current_timezone())


@register.simple_tag
def by(instant: datetime | None, *, empty: str = "–") -> str:
    """`by 14:32 PDT today`: what would be due, in the reader's zone, for a sentence."""
    if instant is None:
        return empty
    zone = timezone.get_current_timezone()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        times.iso(instant),
        times.absolute_full(instant, zone),
        times.by(instant, now(), zone),
    )


@register.simple_tag
def present() -> str:
    """The portal's present instant, for machines; times.js measures the browser's clock against it."""
    return times.iso(now())


@register.simple_tag
def readers_zone() -> str:
    """`Europe/Berlin (CET)`: the zone in which this page shows its times."""
    zone = timezone.get_current_timezone()
    return f"{zone} ({times.zone_short(now().astimezone(zone))})" if str(zone) != "UTC" else "UTC"


@register.filter
def seconds(count: float | None) -> str:
    """A duration in words, exact to the second: `1 d 2 h 5 min`."""
    return "–" if count is None else times.duration(count, units=len("dhms"))


@register.filter
def hours(count: float | None) -> str:
    """A duration in words without days, for time that only counts on some of them: `24 h 5 min`."""
    return "–" if count is None else times.in_hours(count)


@register.filter
def instant(text: str | None) -> datetime | None:
    """The instant in an ISO 8601 text, such as one kept as JSON."""
    return datetime.fromisoformat(text) if text else None


@register.filter
def words(name: object) -> str:
    """A name of the code as words: `daily_check` is "daily check", `cases.caps` is "cases, caps"."""
    return str(name).replace("_", " ").replace(".", ", ")


@register.filter
def plain(text: str) -> SafeString:
    """A stranger's text: escaped, its lines kept, its addresses made links."""
    return as_html(text)


@register.simple_tag
def badge(family: str, state: str) -> SafeString:
    """A state as sign and word: `{% badge "clock" clock.state %}`."""
    return _badge(badges.look(family, state))


@lru_cache(maxsize=256)
def _badge(look: badges.Look) -> SafeString:
    """Rendered once for each look: a list shows the same few in every row."""
    return SafeString(render_to_string("web/parts/badge.html", {"look": look}).rstrip())


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Links to the page before and after, keeping the filters."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("web/parts/empty.html")
def empty(words: str, hint: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """What stands where nothing is: words, what to do about it, and a link to do it."""
    return {"words": words, "hint": hint, "url": url, "label": label}


@register.simple_tag(takes_context=True)
def sample(context: template.Context, name: str, given: Mapping[str, Any]) -> SafeString:
    """A template with what it is given, for the styleguide."""
    return render_to_string(name, dict(given), request=context["request"])


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """The form's fields with labels, help and errors; the `<form>` and its buttons are the template's."""
    _name_the_zone(form)
    if not form.fields:  # crispy shows nothing of such a form, its errors neither
        return render_to_string("bootstrap5/errors.html", {"form": form})
    helper = getattr(form, "helper", None) or FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return render_crispy_form(form, helper=helper)  # type: ignore[no-any-return]


def _name_the_zone(form: BaseForm) -> None:
    """A field for a date and a time says in whose zone it is read."""
    for bound in form:
        if getattr(bound.field.widget, "input_type", "") == "datetime-local":
            bound.help_text = f"In {readers_zone()}. {bound.help_text}".strip()
