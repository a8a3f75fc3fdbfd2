"""Publishing a plan: windows are planned, accounts in scope are sent it and acknowledge it (iptor:5b)."""

import pytest

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.clocks.models import Clock
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import now
from maintenance.actions.year_publishing import plan_acknowledge, plan_publish
from maintenance.actions.year_records import standing_windows
from maintenance.models import Affected, BusinessEvent, Window, YearPlan
from tests.house import House, person
from tests.maintenance_years.scene import at, drafted, published

pytestmark = pytest.mark.usefixtures("tuesday")


def sale(house: House, account: Account, *servers: Server) -> BusinessEvent:
    """A business event over the window of March 2027."""
    event = BusinessEvent.objects.create(
        account=account,
        title="Spring sale",
        starts_at=at("2027-03-20 00:00"),
        ends_at=at("2027-03-22 00:00"),
        filed_by=house.manager,
        filed_at=now(),
    )
    event.servers.set(servers)
    return event


def test_its_windows_are_planned_and_their_notices_owed(house: House, iptor: object) -> None:
    plan = published(house)
    windows = standing_windows(plan)
    assert {window.state for window in windows} == {"planned"}
    assert Affected.objects.filter(window__plan=plan, account=house.nordic).count() == 12
    clock = Clock.objects.get(subject=windows[0].subject, kind="notice")
    assert (clock.due_at, clock.clause) == (at("2027-01-11 00:00"), "iptor:5f")
    assert plan.published_by == house.planner
    assert plan.policy_version == iptor


def test_holders_and_named_contacts_are_sent_it(house: House) -> None:
    holder = person("nordic-holder", Role.ACCOUNT_HOLDER, house.nordic)
    person("nordic-viewer", Role.VIEWER, house.nordic)
    published(house)
    mails = Delivery.objects.filter(channel="email", title="Service windows 2027")
    assert {mail.recipient for mail in mails} == {holder, house.stranger}
    body = mails[0].body
    assert "Sun 17 Jan 2027, 00:00 CET to Sun 17 Jan 2027, 06:00 CET: Service window, January 2027 (SW-" in body
    assert body.count("(SW-") == 12
    assert "/windows/year/2027/" in body


def test_a_named_contact_acknowledges_for_the_account(house: House) -> None:
    plan = published(house)
    plan_acknowledge(actor=house.stranger, plan=plan)
    row = plan.acknowledgements.get()
    assert (row.account, row.acknowledged_by, row.acknowledged_at) == (house.nordic, house.stranger, now())
    plan_acknowledge(actor=house.stranger, plan=plan)  # once is enough, and twice no harm


@pytest.mark.parametrize("who", ["contact", "viewer", "planner", "manager"])
def test_nobody_else_acknowledges_it(house: House, who: str) -> None:
    plan = published(house)
    with pytest.raises(NotAllowed):
        plan_acknowledge(actor=getattr(house, who), plan=plan)
    assert plan.acknowledgements.get().acknowledged_at is None


def test_a_draft_is_nothing_to_acknowledge(house: House) -> None:
    with pytest.raises(NotAllowed, match="no such plan"):
        plan_acknowledge(actor=house.stranger, plan=drafted(house))


def test_who_sees_it(house: House) -> None:
    plan = drafted(house)
    seen = YearPlan.objects.visible_to
    assert not seen(house.stranger).exists()
    plan_publish(actor=house.planner, plan=plan)
    assert seen(house.stranger).get() == plan
    assert not seen(house.contact).exists()
    assert seen(house.engineer).exists()


def test_twice_is_once(house: House) -> None:
    plan = published(house)
    with pytest.raises(NotPossible, match="published already"):
        plan_publish(actor=house.planner, plan=plan)


def test_the_second_of_two_planners_is_told(house: House) -> None:
    plan = drafted(house)
    with pytest.raises(Outdated):
        plan_publish(actor=house.planner, plan=plan, if_version=7)


def test_a_business_event_at_the_same_time_wants_a_word(house: House) -> None:
    plan = drafted(house)
    sale(house, house.nordic)
    with pytest.raises(BadField) as error:
        plan_publish(actor=house.planner, plan=plan)
    assert "Nordic: Spring sale" in error.value.errors["word"]
    assert not Delivery.objects.exists()
    plan_publish(actor=house.planner, plan=plan, word="Agreed with Nordic: they sell from ten on.")
    assert plan.word.startswith("Agreed")
    assert standing_windows(plan)[2].warnings_word.startswith("Agreed")


def test_events_of_others_or_elsewhere_are_no_warning(house: House) -> None:
    sale(house, house.harbor)
    event = sale(house, house.nordic)
    event.withdrawn_at = now()
    event.save()
    retired = Server.objects.create(
        account=house.nordic, contract=house.nordic_contract, hostname="old1", retired_at=now()
    )
    sale(house, house.nordic, retired)
    published(house)


def test_another_window_on_the_same_servers_wants_a_word(house: House) -> None:
    first = published(house)
    Window.objects.filter(plan=first).update(plan=None)
    YearPlan.objects.all().delete()
    with pytest.raises(BadField, match=r"at the same time as SW-\d+"):
        plan_publish(actor=house.planner, plan=drafted(house))


def test_a_date_whose_notice_is_too_late_stays_a_draft(house: House) -> None:
    plan = drafted(house, 2026)
    with pytest.raises(BadField, match="had to be sent by"):
        plan_publish(actor=house.planner, plan=plan)
    plan_publish(actor=house.planner, plan=plan, word="The portal begins in March.")
    assert [window.state for window in standing_windows(plan)] == ["draft"] * 3 + ["planned"] * 9


def test_a_plan_with_a_hole_is_not_published(house: House) -> None:
    plan = drafted(house)
    Window.objects.filter(pk=standing_windows(plan)[6].pk).update(state="cancelled", cancelled_at=now())
    with pytest.raises(BadField, match="July has no window"):
        plan_publish(actor=house.planner, plan=plan)
