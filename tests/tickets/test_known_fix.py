"""A case on a version that lacks the fix of its earlier twin shows it to staff, who may withhold by it (itpdx:2c)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.lib.errors import BadField
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file
from tickets.actions import advice_record, coverage_decide, version_note
from tickets.clocks import case_terms
from tickets.knownfix import KnownFix, known_fixes
from tickets.models import Advice, Case

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def advised(house: House, tuesday: datetime) -> Advice:
    """On an earlier case with the shop's software: mended in 4.3."""
    with moved_to(tuesday - DAY):
        case = file(house, 3, software=house.shop, title="Baskets are emptied")
        advice_record(actor=house.engineer, case=case, fixed_version="Shop 4.3", told="Ann")
    return Advice.objects.get()


def fixes(house: House, case: Case, reader: Any = None) -> list[KnownFix]:
    return known_fixes(case, reader or house.engineer, case_terms(case))


@pytest.mark.parametrize(
    ("runs", "lacks_it"),
    [("4.2", [True]), ("4.10", []), ("4.3", []), ("Shop 4.2.9", [True]), ("", [None]), ("the old one", [None])],
)
def test_versions_are_put_in_order(house: House, advised: Advice, runs: str, lacks_it: list[bool | None]) -> None:
    case = file(house, 3, software=house.shop, software_version=runs)
    assert [fix.lacks_it for fix in fixes(house, case)] == lacks_it


def test_it_is_shown_to_staff_alone_while_nothing_is_decided(house: House, advised: Advice) -> None:
    case = file(house, 3, software=house.shop, software_version="4.2")
    assert fixes(house, case, house.contact) == []
    [fix] = fixes(house, case)
    assert fix.reason.startswith("Shop 4.3 mends this; Ann was told on ")
    assert advised.case.number in fix.reason
    coverage_decide(
        actor=house.engineer, case=case, decision="withheld", clause=fix.ground.clause, reason=fix.reason,
        advice=fix.advice,
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.coverage, case.coverage_clause) == ("withheld", "itpdx:2c")
    assert fixes(house, case) == []


def test_other_software_other_accounts_and_later_advice_say_nothing(
    house: House, advised: Advice, tuesday: datetime
) -> None:
    assert fixes(house, file(house, 4, software=house.limited, software_version="1")) == []
    assert fixes(house, file(house, 4, software_version="1")) == []
    with moved_to(tuesday - 2 * DAY):
        before = file(house, 4, software=house.shop, software_version="4.2")
    assert fixes(house, before) == []


def test_an_engineer_notes_the_version(house: House, advised: Advice) -> None:
    case = file(house, 3, software=house.shop)
    with pytest.raises(BadField, match="cannot be put in order"):
        version_note(actor=house.engineer, case=case, software_version="the newest")
    version_note(actor=house.engineer, case=case, software_version="4.2")
    assert [fix.lacks_it for fix in fixes(house, case)] == [True]


def test_the_page_leads_to_the_form_filled_in(house: House, advised: Advice, client: Client) -> None:
    case = file(house, 3, software=house.shop, software_version="4.2")
    client.force_login(house.engineer)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "A known fix is not installed here." in page
    form = client.get(f"/cases/{case.number}/coverage/?advice={advised.pk}").content.decode()
    assert "Shop 4.3 mends this" in form
    assert f'<option value="{advised.pk}" selected>' in form
    client.force_login(house.contact)
    assert "known fix" not in client.get(f"/cases/{case.number}/").content.decode()


def test_by_rest(house: House, advised: Advice, client: Client) -> None:
    client.force_login(house.engineer)
    case = file(house, 3, software=house.shop)
    where = f"/api/v1/cases/{case.number}/version/"
    assert client.post(where, {"software_version": "newest"}, content_type="application/json").status_code == 400
    answer = client.post(where, {"software_version": "4.2"}, content_type="application/json")
    assert answer.json()["software_version"] == "4.2"
