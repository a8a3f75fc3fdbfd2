"""Slots made by hand, for rules that know no database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

DUE = datetime(2026, 3, 10, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Slot:
    state: Literal["ok", "late", "missed", "failed", "pending", "quiet"]
    suspicious: bool = False
    due_at: datetime = DUE
