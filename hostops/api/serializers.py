from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError


class StrictSerializer(serializers.Serializer[Any]):
    """A body in which a name that is not a field is an error: a typing error is not to be taken for silence."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = (
            {name: [self._no_field(name)] for name in data if name not in self.fields}
            if isinstance(data, Mapping)
            else {}
        )
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {}
            raise ValidationError({**found, **unknown}) from None
        if unknown:
            raise ValidationError(unknown)
        return values

    def _no_field(self, name: str) -> str:
        near = get_close_matches(name[:60], self.fields, n=1)
        return "There is no such field" + (
            f"; did you mean {near[0]}?" if near else f"; there are {', '.join(self.fields)}."
        )
