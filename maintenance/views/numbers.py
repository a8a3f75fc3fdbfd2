"""Windows by their numbers in an address."""

from django.urls import register_converter

from hostops.lib.references import reference
from maintenance.querysets import PREFIX


class WindowNumber:
    """`SW-12` in an address, 12 in a view."""

    regex = f"{PREFIX}-[1-9][0-9]{{0,17}}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(f"{PREFIX}-"))

    def to_url(self, value: int) -> str:
        return reference(PREFIX, value)


register_converter(WindowNumber, "window")
