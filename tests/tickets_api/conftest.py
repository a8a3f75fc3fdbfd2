from functools import cached_property

import pytest

from tests.house import House
from tests.tickets_api.calls import Caller


class Callers:
    """Everybody's programs; one is made when it is first asked for."""

    def __init__(self, house: House) -> None:
        self.house = house

    @cached_property
    def contact(self) -> Caller:
        return Caller(self.house.contact)

    @cached_property
    def holder(self) -> Caller:
        return Caller(self.house.holder)

    @cached_property
    def viewer(self) -> Caller:
        return Caller(self.house.viewer)

    @cached_property
    def stranger(self) -> Caller:
        return Caller(self.house.stranger)

    @cached_property
    def engineer(self) -> Caller:
        return Caller(self.house.engineer)

    @cached_property
    def planner(self) -> Caller:
        return Caller(self.house.planner)

    @cached_property
    def manager(self) -> Caller:
        return Caller(self.house.manager)


@pytest.fixture
def calls(house: House) -> Callers:
    return Callers(house)
