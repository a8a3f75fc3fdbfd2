"""An agreed window is proposed, countered and accepted by both sides (itpdx:6c)."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions import (
    window_accept,
    window_announce,
    window_change,
    window_counter,
    window_decide,
    window_plan,
    window_propose,
    window_start,
)
from maintenance.models import Window
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, drafted, mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(house: House, tuesday: datetime) -> Window:
    window = drafted(house, "agreed", scope=Scope(servers=[house.server]), timezone="America/Los_Angeles")
    return window_propose(actor=house.planner, window=window, note="Ten minutes of restarts.")


def to_the_end(house: House, window: Window) -> Window:
    """Announced, sent and started."""
    window_decide(actor=house.planner, window=window, decision="used", effect="Restarts.", expected_downtime=HOUR)
    window_announce(actor=house.planner, window=window)
    mailed()
    with moved_to(window.starts_at):
        return window_start(actor=house.engineer, window=window)


def test_proposed_and_accepted_it_is_announced_and_starts(house: House, proposed: Window) -> None:
    assert proposed.state == "proposed"
    mail = Delivery.objects.get(channel="email", recipient=house.contact)
    assert "Ten minutes of restarts." in mail.body
    window_accept(actor=house.contact, window=proposed)
    assert proposed.state == "accepted"
    assert proposed.affected.get().agreed_by == house.contact
    assert to_the_end(house, window_plan(actor=house.planner, window=proposed)).state == "in_progress"


def test_countered_and_accepted_by_the_provider(house: House, proposed: Window) -> None:
    window_counter(actor=house.contact, window=proposed, starts_at=SUNDAY + DAY, ends_at=SUNDAY + DAY + HOUR)
    assert (proposed.state, proposed.starts_at) == ("countered", SUNDAY + DAY)
    window_accept(actor=house.planner, window=proposed)
    assert proposed.state == "accepted"
    assert to_the_end(house, proposed).state == "in_progress"


def test_countered_and_proposed_again_asks_again(house: House, proposed: Window) -> None:
    window_counter(actor=house.contact, window=proposed, starts_at=SUNDAY + DAY, ends_at=SUNDAY + DAY + HOUR)
    window_change(actor=house.planner, window=proposed, starts_at=SUNDAY + 2 * DAY, ends_at=SUNDAY + 2 * DAY + HOUR)
    assert proposed.state == "proposed"
    assert proposed.affected.get().agreed_at is None


def test_every_account_must_accept(house: House, tuesday: datetime) -> None:
    from hostops.policies.actions import contract_bind
    from hostops.policies.models import PolicyVersion

    itpdx = PolicyVersion.objects.get(policy__slug="itpdx")
    contract_bind(actor=None, contract=house.nordic_contract, version=itpdx, binds_from=tuesday)
    window = drafted(house, "agreed", scope=Scope(servers=[house.server, house.nordic_server]))
    window_propose(actor=house.planner, window=window)
    window_accept(actor=house.stranger, window=window)
    assert window.state == "proposed"
    window_accept(actor=house.holder, window=window)
    assert window.state == "accepted"


def test_without_the_customers_word_it_is_not_planned(house: House, proposed: Window) -> None:
    with pytest.raises(NotPossible):
        window_plan(actor=house.planner, window=proposed)
    with pytest.raises(NotPossible, match="itpdx:6c"):
        window_plan(actor=house.planner, window=drafted(house, "agreed", scope=Scope(servers=[house.server])))
    with pytest.raises(NotPossible, match="customer accepts it"):
        window_accept(actor=house.planner, window=proposed)


def test_times_changed_after_it_was_accepted_are_asked_again(house: House, proposed: Window) -> None:
    window_accept(actor=house.contact, window=proposed)
    window_change(actor=house.planner, window=proposed, ends_at=SUNDAY + 5 * HOUR)
    assert (proposed.state, proposed.affected.get().agreed_at) == ("proposed", None)


def test_other_kinds_are_not_proposed(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotPossible, match="only an agreed window"):
        window_propose(actor=house.planner, window=drafted(house))


def test_a_stranger_and_a_viewer_accept_nothing(house: House, proposed: Window) -> None:
    for person in (house.stranger, house.viewer, house.engineer):
        with pytest.raises(NotAllowed):
            window_accept(actor=person, window=proposed)
        with pytest.raises(NotAllowed):
            window_counter(actor=person, window=proposed, starts_at=SUNDAY + DAY, ends_at=SUNDAY + DAY + HOUR)
