"""Labour on maintained code: a line by the policy's price, the contract's own where it has one (itpdx:5k)."""

from datetime import datetime
from decimal import Decimal

import pytest

from hostops.lib.errors import BadField, NotPossible
from hostops.policies.actions import contract_bind
from maintenance.security.actions import labour_withdraw
from maintenance.security.models import Labour
from tests.house import House
from tests.security.scene import DAY, HOUR, code, opened, worked

pytestmark = pytest.mark.django_db


def test_a_line_is_billed_at_the_policys_price(house: House, tuesday: datetime) -> None:
    line = worked(house, opened(house, code=code(house)), minutes=50)
    assert (line.seconds, line.billed_seconds, line.hourly) == (3000, 3600, Decimal("95.00"))
    assert (line.amount, line.currency, line.clause) == (Decimal("95.00"), "USD", "itpdx:5k")


def test_the_contracts_own_price_goes_before(house: House, tuesday: datetime) -> None:
    version = house.contract.bindings.get().version
    contract_bind(
        actor=house.manager, contract=house.contract, version=version, binds_from=tuesday - DAY,
        overrides=[("security.custom_code.labour.hourly", "80.00", "agreed at the start")],
    )  # fmt: skip
    response = opened(house, code=code(house))
    assert worked(house, response, minutes=15).amount == Decimal("20.00")
    before = worked(house, response, minutes=15, worked_at=tuesday - 2 * DAY)
    assert before.amount == Decimal("23.75")  # as it was bound then


def test_where_no_policy_has_a_price_the_time_alone_is_kept(house: House, tuesday: datetime) -> None:
    line = worked(house, opened(house, code=code(house, account=house.nordic)))
    assert (line.seconds, line.amount, line.billed_seconds) == (3000, None, None)


def test_only_on_code_that_is_maintained(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotPossible, match="not under maintenance"):
        worked(house, opened(house, code=code(house, maintained=False)))
    with pytest.raises(NotPossible, match="on servers"):
        worked(house, opened(house))


@pytest.mark.parametrize(("minutes", "ago", "field"), [(0, 5, "time"), (1441, 99, "time"), (50, 0, "time")])
def test_time_that_cannot_have_been_worked_is_refused(
    house: House, tuesday: datetime, minutes: int, ago: int, field: str
) -> None:
    response = opened(house, code=code(house))
    with pytest.raises(BadField) as refused:
        worked(house, response, minutes=minutes, worked_at=tuesday - ago * HOUR)
    assert field in refused.value.errors
    assert not Labour.objects.exists()


def test_a_line_is_withdrawn_once_and_stays_on_record(house: House, tuesday: datetime) -> None:
    line = worked(house, opened(house, code=code(house)))
    labour_withdraw(actor=house.engineer, labour=line, reason="Twice.")
    assert not Labour.objects.standing().exists()
    with pytest.raises(NotPossible):
        labour_withdraw(actor=house.engineer, labour=line, reason="Thrice.")
