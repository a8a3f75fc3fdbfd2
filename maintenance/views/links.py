"""Ways to pages of other rooms of the desk, where they are there."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from hostops.lib.now import now


def year_link() -> tuple[int, str] | None:
    """The present year in the reader's zone and its planner's address; None where there is no such page."""
    year = now().astimezone(timezone.get_current_timezone()).year
    try:
        return year, reverse("year", args=[year])
    except NoReverseMatch:
        return None
