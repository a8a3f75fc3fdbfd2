"""Duties and what is owed in addresses: PD-12 or 12, PO-7 or 7."""

from hostops.lib.references import number_of

_LONGEST_ID = 18


def id_of(prefix: str, text: str) -> int:
    """12 of `PD-12` or of `12`; 0, which nothing has, of anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID
    return int(text) if plain else number_of(prefix, text) or 0
