"""Short ways to freezes."""

from datetime import datetime
from typing import Any

from maintenance.actions.freezing import freeze_set
from maintenance.models import Freeze
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, SUNDAY


def frozen(house: House, scope: Scope | None = None, **more: Any) -> Freeze:
    """Around the Sunday of the tests' windows, of everything unless a scope is given."""
    given: dict[str, Any] = {"starts_at": SUNDAY - DAY, "ends_at": SUNDAY + DAY, "reason": "Year's end.", **more}
    return freeze_set(actor=house.planner, scope=scope or Scope(all=True), **given)


def around(instant: datetime) -> dict[str, Any]:
    return {"starts_at": instant - DAY, "ends_at": instant + DAY}
