"""Tags of the desk's templates about events and availability."""

from django import template

from hostops.subjects.kinds import kinds

register = template.Library()


@register.filter
def window_url(number: str) -> str:
    """The page of the window `SW-12`, where its kind has one."""
    return kinds["window"].url(number)
