from typing import Any

from hostops.accounts.roles import require
from hostops.duty.roles import SEE


class ForStaff:
    """Mix in first: a page of the staff's own. Whom the role table does not name gets no further."""

    reader: Any

    def permit(self) -> None:
        super().permit()  # type: ignore[misc]
        require(self.reader, SEE)
