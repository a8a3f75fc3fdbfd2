"""Pages show times in the reader's zone, and say which it is."""

from datetime import datetime

from tests.browsing import browser_of, text_of
from tests.house import House
from tests.tickets.cases import clock, phoned


def test_two_readers_see_one_instant_in_their_own_zones(house: House, tuesday: datetime) -> None:
    address = f"/clocks/{clock(phoned(house)).pk}/"
    house.engineer.timezone, house.contact.timezone = "Europe/Stockholm", "America/Los_Angeles"
    house.engineer.save()
    house.contact.save()
    assert "10 Mar 2026, 18:15:00 CET" in text_of(browser_of(house.engineer).get(address))
    seen = text_of(browser_of(house.contact).get(address))
    assert "10 Mar 2026, 10:15:00 PDT" in seen
    assert "Times are shown in America/Los_Angeles (PDT)" in seen


def test_one_readers_zone_is_not_the_next_ones(house: House) -> None:
    house.engineer.timezone = "Asia/Tokyo"
    house.engineer.save()
    browser_of(house.engineer).get("/policies/")
    assert "Times are shown in UTC." in text_of(browser_of(house.manager).get("/policies/"))
