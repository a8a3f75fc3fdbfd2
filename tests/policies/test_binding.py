"""Which version binds when, and what a contract sets otherwise."""

from datetime import datetime, timedelta

import pytest

from hostops.lib.errors import BadField, NotAllowed
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.binding import NothingBinds, bound
from hostops.policies.loading import restore
from hostops.policies.models import PolicyVersion
from tests.house import BEGAN, House

DAY = timedelta(days=1)


def next_version(version: PolicyVersion) -> PolicyVersion:
    """The same policy with Level 1 answered within 10 minutes."""
    data = {**version.document}
    data["cases"] = {**data["cases"], "severities": [{**level} for level in data["cases"]["severities"]]}
    first = data["cases"]["severities"][0]
    first["response"] = {**first["response"], "duration": "PT10M"}
    return policy_publish(actor=None, document=restore(data, "next"))


def test_publishing_the_same_again_is_the_same_version(itpdx: PolicyVersion) -> None:
    assert policy_publish(actor=None, document=itpdx.parsed) == itpdx


def test_a_contract_stays_on_its_version_until_it_is_moved(house: House, tuesday: datetime) -> None:
    old = house.contract.bindings.get().version
    new = next_version(old)
    assert (new.number, bound(house.contract, tuesday).version) == (old.number + 1, old)
    contract_bind(actor=house.manager, contract=house.contract, version=new, binds_from=tuesday, reason="Renewed.")
    assert bound(house.contract, tuesday).version == new
    assert bound(house.contract, tuesday - DAY).version == old


def test_before_the_first_binding_the_first_binds(house: House) -> None:
    assert bound(house.contract, BEGAN - DAY).version == house.contract.bindings.get().version


def test_a_contract_without_policy_says_so(house: House) -> None:
    house.contract.pk = None
    house.contract.reference = "C-unbound"
    house.contract.save()
    with pytest.raises(NothingBinds, match="bound by no policy"):
        bound(house.contract, BEGAN)


@pytest.mark.parametrize(("path", "value"), [("cases.severities.1.response.duration", "PT30M"), ("cases.caps", None)])
def test_an_override_holds_for_its_contract_alone(house: House, tuesday: datetime, path: str, value: object) -> None:
    version = house.contract.bindings.get().version
    contract_bind(
        actor=None, contract=house.contract, version=version, binds_from=tuesday, overrides=[(path, value, "as agreed")]
    )
    document = bound(house.contract, tuesday).document
    changed = document.cases.caps if value is None else document.cases.severity(1).response.duration
    assert changed == value
    assert version.parsed.cases.severity(1).response.duration == "PT15M"


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("cases.severities.9.response.duration", "PT1H", "x"),
        ("cases.closing.after", "soon", "x"),
        ("cases.closing.after", "P9D", " "),
    ],
)
def test_an_override_that_leads_nowhere_is_refused(
    house: House, tuesday: datetime, path: str, value: str, reason: str
) -> None:
    version = house.contract.bindings.get().version
    with pytest.raises(BadField):
        contract_bind(
            actor=None, contract=house.contract, version=version, binds_from=tuesday, overrides=[(path, value, reason)]
        )
    assert house.contract.bindings.count() == 1


def test_holidays_are_frozen_with_the_version(itpdx: PolicyVersion) -> None:
    assert itpdx.holidays["business"]["2026-07-03"].startswith("Independence Day")


def test_only_managers_publish(house: House) -> None:
    with pytest.raises(NotAllowed):
        policy_publish(actor=house.engineer, document=house.contract.bindings.get().version.parsed)
