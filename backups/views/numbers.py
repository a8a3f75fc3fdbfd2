"""Schedules by their numbers in an address."""

from django.urls import register_converter

from backups.querysets import PREFIX
from hostops.lib.references import reference


class ScheduleNumber:
    """`BK-12` in an address, 12 in a view."""

    regex = f"{PREFIX}-[1-9][0-9]{{0,17}}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(f"{PREFIX}-"))

    def to_url(self, value: int) -> str:
        return reference(PREFIX, value)


register_converter(ScheduleNumber, "backup")
