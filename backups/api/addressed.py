"""Schedules in addresses and queries: BK-12, or 12."""

from backups.querysets import PREFIX
from hostops.lib.references import number_of

_LONGEST_ID = 18


def schedule_id(text: str) -> int:
    """12 of `BK-12` or of `12`; 0, which no schedule has, of anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID
    return int(text) if plain else number_of(PREFIX, text) or 0
