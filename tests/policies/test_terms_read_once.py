"""An action asks for a contract's terms several times; the contract reads its bindings once."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.policies.actions import contract_bind
from hostops.policies.binding import bound
from hostops.policies.models import PolicyVersion
from tests.house import House


def test_one_contract_object_reads_its_bindings_once(house: House, tuesday: datetime) -> None:
    bound(house.contract, tuesday)
    with CaptureQueriesContext(connection) as caught:
        bound(house.contract, tuesday)
        bound(house.contract, tuesday - timedelta(days=400))
    assert not caught.captured_queries


def test_binding_made_on_it_is_seen_at_once(house: House, tuesday: datetime, iptor: PolicyVersion) -> None:
    bound(house.contract, tuesday)
    contract_bind(actor=house.manager, contract=house.contract, version=iptor, binds_from=tuesday)
    assert bound(house.contract, tuesday).version == iptor
    assert bound(house.contract, tuesday - timedelta(seconds=1)).version != iptor
