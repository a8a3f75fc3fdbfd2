"""Cases that a window has to do with, tied and parted in the page."""

from datetime import datetime

from hostops.subjects.models import SubjectLink
from tests.house import House
from tests.maintenance.scene import announced
from tests.maintenance_pages.pages import address
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import text


def test_linked_and_parted(house: House, tuesday: datetime, browser: Browser) -> None:
    window, case = announced(house), file(house, 3, title="Array degraded")
    where = address(window, "link")
    answer = browser(house.engineer).post(where, {"relation": "caused_by", "target": case.number.lower()})
    assert answer.status_code == 302
    assert f"Because of {case.number} Array degraded" in text(browser(house.engineer), address(window))
    link = SubjectLink.objects.get()
    assert browser(house.engineer).post(f"{address(window)}links/{link.pk}/remove/").status_code == 302
    assert not SubjectLink.objects.exists()


def test_another_accounts_case_is_not_shown_to_a_customer(house: House, tuesday: datetime, browser: Browser) -> None:
    window, case = announced(house), file(house, 3, title="Zebra")
    browser(house.engineer).post(address(window, "link"), {"relation": "related", "target": case.number})
    assert "Zebra" not in text(browser(house.stranger), address(window))
    link = SubjectLink.objects.get()
    assert browser(house.stranger).post(f"{address(window)}links/{link.pk}/remove/").status_code == 403
    assert browser(house.contact).post(f"{address(window)}links/{link.pk}/remove/").status_code == 404


def test_no_such_case(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = browser(house.engineer).post(address(announced(house), "link"), {"relation": "related", "target": "HC-9"})
    assert "There is no case HC-9." in answer.content.decode()
