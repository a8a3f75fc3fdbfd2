"""Public holidays of a country or one of its parts, by name.

A policy version keeps the dates it was published with: no clock is reckoned from here directly,
so that a newer holiday library never moves an old deadline.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import country_holidays, list_supported_countries

FIRST_YEAR, LAST_YEAR = 1970, 9999
# A stranger may ask for any years; each costs about a tenth of a millisecond.
MOST_YEARS = 100


def region_holidays(region: str, years: Iterable[int]) -> dict[date, str]:
    """Public holidays, observed days included, of `DE-BE`, `US-OR` or `SE` in `years`, in order.

    Names are English where the library has them. ValueError names an unknown region.
    """
    wanted = sorted(set(years))
    if len(wanted) > MOST_YEARS or any(not FIRST_YEAR <= year <= LAST_YEAR for year in wanted):
        raise ValueError(f"holidays are given for {FIRST_YEAR} to {LAST_YEAR}, {MOST_YEARS} years at most at once")
    country, _, part = region.partition("-")
    _check(region, country, part)
    return {day: name for year in wanted for day, name in _of_year(country, part or None, year)}


def _check(region: str, country: str, part: str) -> None:
    """The library would take any of its class names for a country: only its own list will do."""
    parts = _regions().get(country)
    if parts is None or (part and part not in parts) or region.endswith("-"):
        raise ValueError(
            f"{region[:40]!r} is not a region with known holidays; "
            "use a country such as SE, or with its part such as DE-BE or US-OR"
        )


@lru_cache(maxsize=1)
def _regions() -> dict[str, list[str]]:
    return list_supported_countries(include_aliases=False)


@lru_cache(maxsize=1024)
def _of_year(country: str, part: str | None, year: int) -> tuple[tuple[date, str], ...]:
    found = country_holidays(country, part, years=[year], expand=False, observed=True, language="en_US")
    return tuple(sorted(found.items()))
