"""The days of a month on the page of a year."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maintenance.yearpicture import Day, Mark, Month

register = template.Library()

_NONE = mark_safe("")
_PLAIN = '<td data-date="{}"><span class="year-day">{}</span></td>'


@register.simple_tag
def days(month: Month) -> SafeString:
    """The month's weeks as rows. In one go and not by a template, since a year has 365 of them."""
    return format_html_join("", "<tr>{}</tr>", ((_week(week),) for week in month.weeks))


def _week(week: Sequence[Day | None]) -> SafeString:
    # every part is escaped where it is made
    return mark_safe("".join("<td></td>" if day is None else _day(day) for day in week))  # noqa: S308


def _day(day: Day) -> str:
    date = day.date.isoformat()
    if not (day.marks or day.others or day.is_today):
        return _PLAIN.format(date, day.date.day)
    today = mark_safe(' class="is-today" aria-current="date"') if day.is_today else _NONE
    marks = format_html_join("", "{}", ((_mark(mark),) for mark in day.marks))
    words = '<td data-date="{}"{}><span class="year-day">{}</span>{}{}</td>'
    return format_html(words, date, today, day.date.day, marks, _others(day.others))


def _mark(mark: Mark) -> SafeString:
    kind, place = mark.shown.kind, mark.shown.place
    if not mark.begins:
        said = '<span class="year-mark is-on" data-place="{}">{}<span class="visually-hidden"> {}</span></span>'
        return format_html(said, place, mark.letter, "window goes on")
    said = (
        '<span class="year-mark is-{}" data-place="{}" data-begins data-name="{} window">{}'
        '<span class="visually-hidden"> {} window begins</span></span>'
    )
    return format_html(said, kind, place, kind, mark.letter, kind)


def _others(count: int) -> SafeString:
    if not count:
        return _NONE
    words = f"other window{'' if count == 1 else 's'}"
    said = '<span class="year-more" title="{0} {1}">+{0}<span class="visually-hidden"> {1}</span></span>'
    return format_html(said, count, words)
