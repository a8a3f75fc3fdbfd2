"""Public holidays by region, with English names."""

from datetime import date

import pytest

from hostops.clocks.businesstime import region_holidays


def test_a_part_of_a_country_has_its_own() -> None:
    """Women's Day is a holiday in Berlin, not in Bavaria; Epiphany the other way round."""
    berlin, bavaria = region_holidays("DE-BE", [2027]), region_holidays("DE-BY", [2027])
    assert berlin[date(2027, 3, 8)] == "Women's Day"
    assert date(2027, 3, 8) not in bavaria
    assert bavaria[date(2027, 1, 6)] == "Epiphany"
    assert date(2027, 1, 6) not in berlin


def test_names_are_english() -> None:
    assert region_holidays("DE-BE", [2026])[date(2026, 12, 25)] == "Christmas Day"
    assert region_holidays("SE", [2026])[date(2026, 6, 20)] == "Midsummer Day"


def test_sundays_and_eves_are_no_holidays_in_sweden() -> None:
    found = region_holidays("SE", [2026])
    assert date(2026, 6, 14) not in found
    assert date(2026, 12, 24) not in found


def test_observed_days_are_holidays_in_oregon_and_columbus_day_is_not() -> None:
    found = region_holidays("US-OR", [2026])
    assert found[date(2026, 7, 3)] == "Independence Day (observed)"
    assert date(2026, 10, 12) not in found


def test_several_years_in_order_each_once() -> None:
    found = region_holidays("SE", [2027, 2026, 2027])
    assert list(found) == sorted(found)
    assert {day.year for day in found} == {2026, 2027}


def test_a_language_the_library_lacks_is_no_error() -> None:
    assert date(2026, 12, 25) in region_holidays("WS", [2026])


def test_what_is_given_may_be_changed_without_harm() -> None:
    region_holidays("SE", [2026]).clear()
    assert region_holidays("SE", [2026])


@pytest.mark.parametrize(
    "region",
    [
        "",
        "XX",
        "DE-XX",
        "DE-",
        "de-be",
        "DE-BE-X",
        "-BE",
        "HolidayBase",
        "registry",
        "NYSE-",
        "SE-AB",
        "DE\n",
        "DE_BE",
        "US OR",
    ],
)
def test_an_unknown_region_is_named(region: str) -> None:
    with pytest.raises(ValueError, match="is not a region with known holidays; use a country such as SE") as raised:
        region_holidays(region, [2026])
    assert repr(region) in str(raised.value)


@pytest.mark.parametrize("years", [[1969], [10_000], [-1], range(1970, 2080)])
def test_years_out_of_range_are_refused(years: list[int]) -> None:
    with pytest.raises(ValueError, match="holidays are given for 1970 to 9999, 100 years at most at once"):
        region_holidays("SE", years)
