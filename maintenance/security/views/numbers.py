"""Security responses by their numbers in an address."""

from django.urls import register_converter

from hostops.lib.references import reference
from maintenance.security.models import SecurityResponse

_PREFIX = SecurityResponse.PREFIX


class ResponseNumber:
    """`SR-12` in an address, 12 in a view."""

    regex = f"{_PREFIX}-[1-9][0-9]{{0,17}}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(f"{_PREFIX}-"))

    def to_url(self, value: int) -> str:
        return reference(_PREFIX, value)


register_converter(ResponseNumber, "security")
