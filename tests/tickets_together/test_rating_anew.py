"""How long a rating may be changed is the policy's to say: as it binds the case, not as a number of the portal."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from hostops.lib.errors import NotPossible
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.models import PolicyVersion
from tests.house import BEGAN, House
from tests.policies.texts import third
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, text
from tickets.actions import case_rate, case_resolve
from tickets.models import Case

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def bound_to(house: House, version: PolicyVersion, **more: Any) -> None:
    """Harbor's contract, under `version` for as long as anybody can remember."""
    contract_bind(actor=None, contract=house.contract, version=version, binds_from=BEGAN + DAY, **more)


def rated(house: House) -> Case:
    case = case_resolve(actor=house.engineer, case=file(house, 3), body="Done.")
    case_rate(actor=house.contact, case=case, stars=2)
    return case


def still(house: House, case: Case, at: datetime) -> bool:
    """Whether the reporter may rate anew at `at`."""
    with moved_to(at):
        try:
            case_rate(actor=house.contact, case=case, stars=5)
        except NotPossible:
            return False
    return True


def test_a_policy_of_another_time(house: House, browser: Browser, tuesday: datetime) -> None:
    bound_to(house, policy_publish(actor=None, document=third()))
    case = rated(house)
    assert still(house, case, tuesday + 7 * DAY)
    assert not still(house, case, tuesday + 7 * DAY + SECOND)
    assert "you can think again for 1 week" in text(browser(house.contact), address(case, "rate"))
    with moved_to(tuesday + 7 * DAY + SECOND):
        assert "Think again" not in text(browser(house.contact), case)


def test_a_contract_of_another_time(house: House, tuesday: datetime) -> None:
    version = house.contract.bindings.get().version
    bound_to(house, version, overrides=[("cases.rating.within", "PT90M", "Statement of Work, section 9")])
    case = rated(house)
    assert still(house, case, tuesday + timedelta(minutes=90))
    assert not still(house, case, tuesday + timedelta(minutes=90) + SECOND)


def test_days_are_the_calendars_of_the_policy(house: House) -> None:
    """The clocks of Portland go forward on 8 March: the fourteenth day ends at the same hour, not after 14 x 24."""
    with moved_to(datetime(2026, 3, 5, 17, 0, tzinfo=UTC)):
        case = rated(house)
    assert still(house, case, datetime(2026, 3, 19, 16, 0, tzinfo=UTC))
    assert not still(house, case, datetime(2026, 3, 19, 16, 0, 1, tzinfo=UTC))


@pytest.fixture
def older(itpdx: PolicyVersion) -> PolicyVersion:
    """A version as it was published when documents said nothing of ratings."""
    data = itpdx.parsed.model_dump(mode="json")
    del data["cases"]["rating"]
    return PolicyVersion.objects.create(
        policy=itpdx.policy,
        number=itpdx.number + 1,
        document=data,
        sha256=sha256(b"older").hexdigest(),
        holidays=itpdx.holidays,
        published_at=BEGAN,
    )


def test_a_version_that_says_nothing_of_it_sets_no_end(
    house: House, older: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    bound_to(house, older)
    case = rated(house)
    assert still(house, case, tuesday + 400 * DAY)
    assert "you can think again while it stays ended" in text(browser(house.contact), address(case, "rate"))


def test_the_policy_page_says_it(house: House, browser: Browser) -> None:
    said = "The reporter of an ended case may rate how it went, and rate anew for 14 days"
    assert said in text(browser(house.contact), "/policies/itpdx/")
    assert said in text(browser(house.stranger), "/policies/iptor/")
