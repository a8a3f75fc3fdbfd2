"""A policy that is like neither document loads without a line of code for it."""

from decimal import Decimal

from hostops.policies.schema.flows import SeverityFlow
from tests.policies.texts import third


def test_it_has_three_severities_of_its_own_names() -> None:
    cases = third().cases
    assert isinstance(cases, SeverityFlow)
    assert [(severity.level, severity.name) for severity in cases.severities] == [
        (1, "Red"),
        (2, "Amber"),
        (3, "Green"),
    ]
    assert cases.resolution_for(1) is not None
    assert cases.priority_contact is None
    assert cases.catastrophic_first is None


def test_one_group_is_capped_and_red_is_not() -> None:
    caps = third().cases.caps
    assert caps is not None
    assert caps.group_of(1) is None
    group = caps.group_of(2)
    assert group is not None
    assert group is caps.group_of(3)
    assert (group.name, group.open) == ("ordinary", 3)


def test_its_calendar_never_closes_and_another_stands_beside_it() -> None:
    calendars = third().calendars
    assert set(calendars["business"].hours.values()) == {(("00:00", "24:00"),)}
    assert len(calendars["business"].hours) == 7
    assert calendars["office"].hours["mon"] == (("09:30", "13:00"), ("14:00", "18:30"))
    assert calendars["office"].closed_days[0].date.isoformat() == "2027-04-14"


def test_its_year_is_planned_otherwise() -> None:
    windows = third().windows
    assert windows is not None
    assert windows.year_plan is not None
    assert windows.year_plan.draft is not None
    assert windows.year_plan.budget == {"short": 6, "long": 6}
    assert windows.year_plan.draft.nth == "last"
    assert windows.kinds() == ("short", "long")


def test_sections_where_it_promises_nothing_are_absent() -> None:
    document = third()
    assert (document.security, document.accounts, document.subscription, document.contact) == (None,) * 4
    assert document.availability is not None
    assert document.availability.commitment == Decimal("99.5")


def test_a_kind_without_thresholds_takes_the_default() -> None:
    alerts = third().alerts
    assert [threshold.at for threshold in alerts.for_kind("backup")] == ["PT30M before", "breach"]
    assert [threshold.at for threshold in alerts.for_kind("response")] == ["25%", "breach"]
    red = third().cases.response_for(1)
    assert [threshold.at for threshold in alerts.for_kind("response", red.thresholds)] == ["breach"]
