"""The cases of a security response: which of them go on, as the case desk says through the kernel."""

from collections.abc import Collection, Iterable

from hostops.subjects.kinds import kinds
from maintenance.security.models import SecurityAffected


def going_on(affected: Iterable[SecurityAffected]) -> list[SecurityAffected]:
    """Those whose case has not ended; one statement."""
    rows = list(affected)
    live: Collection[int] = kinds["case"].live([row.case_id for row in rows]) if rows else ()
    return [row for row in rows if row.case_id in live]
