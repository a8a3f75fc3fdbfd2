from zoneinfo import available_timezones

from django.core.exceptions import ValidationError


def validate_zone(name: str) -> None:
    """Refuse what is no IANA zone name."""
    if name not in available_timezones():
        raise ValidationError(f"{name!r} is not a time zone; use a name such as Europe/Berlin.")
