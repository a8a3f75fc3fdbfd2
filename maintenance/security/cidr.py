"""Address ranges in the database: PostgreSQL's own type, which holds networks and nothing else."""

from typing import Any

from django.db import models
from django.db.models import Lookup

# An IPv6 network and its mask, written out.
_LONGEST = 43


class CidrField(models.CharField):  # type: ignore[type-arg]  # generic to the type checker alone
    """A network as text: 203.0.113.0/24. One with host bits is refused by the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", _LONGEST)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        return "cidr"

    def get_internal_type(self) -> str:
        return "CidrField"


@CidrField.register_lookup
class Touches(Lookup):
    """`range__touches="203.0.113.7"`: the networks that share an address with that address or network."""

    lookup_name = "touches"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_given = self.process_lhs(compiler, connection)
        right, right_given = self.process_rhs(compiler, connection)
        return f"{left}::inet && {right}::inet", (*left_given, *right_given)
