"""An account's month, from what is recorded, against what its contract committed then."""

from datetime import date, datetime

from hostops.accounts.models import Account, Server
from hostops.policies.actions import contract_bind
from hostops.policies.models import Override, PolicyVersion
from maintenance.actions.exclusions import downtime_exclude
from maintenance.availability.figures import Figures, figures_of
from maintenance.availability.reckoning import reckon
from maintenance.models import Notice
from tests.house import BEGAN, House, contract
from tests.maintenance_availability.scene import DAY, HOUR, MINUTE, announced, committed, down, notice

MARCH = date(2026, 3, 1)
OF_MARCH = 31 * 86_400 - 3_600  # clocks go forward in it


def month(account: Account, at: datetime, which: date = MARCH) -> Figures:
    return figures_of(reckon([account], which, at)[account.pk], which)


def test_the_month_is_of_the_policys_zone_to_the_second(house: House, tuesday: datetime) -> None:
    found = month(house.harbor, tuesday)
    assert (found["from"], found["until"]) == ("2026-03-01T08:00:00Z", "2026-04-01T07:00:00Z")
    assert (found["total_seconds"], found["timezones"]) == (OF_MARCH, ["America/Los_Angeles"])
    assert (found["availability"], found["commitment"], found["met"]) == ("100.0000", "99.99", True)
    assert (found["allowed_seconds"], found["seconds_left"]) == (267, 267)


def test_a_server_that_is_not_registered_is_not_in_it(house: House, tuesday: datetime) -> None:
    assert [one["server"] for one in month(house.harbor, tuesday)["servers"]] == ["web1"]


def test_unscheduled_downtime_counts_and_says_so(house: House, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday - HOUR + 5 * MINUTE)
    found = month(house.harbor, tuesday)
    assert (found["unscheduled_seconds"], found["seconds_left"], found["met"]) == (300, -33, False)
    assert found["availability"] == "99.9887"
    (row,) = found["servers"][0]["downtimes"]
    assert (row["unscheduled_seconds"], row["why"]) == (300, "Outside every announced window: it counts")
    assert [piece["kind"] for piece in found["strip"]] == ["up", "down", "up"]


def test_one_that_goes_on_counts_until_now(house: House, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, None)
    assert month(house.harbor, tuesday)["unscheduled_seconds"] == 3600
    assert month(house.harbor, tuesday + HOUR)["unscheduled_seconds"] == 7200


def test_inside_a_window_that_was_announced_it_is_scheduled(house: House, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 5 * HOUR, tuesday - 3 * HOUR)
    down(house, tuesday - 4 * HOUR, tuesday - 2 * HOUR)
    found = month(house.harbor, tuesday)
    assert (found["scheduled_seconds"], found["unscheduled_seconds"]) == (3600, 3600)
    (server,) = found["servers"]
    assert server["downtimes"][0]["why"] == (
        f"Inside {window.number}, as announced: scheduled; outside that: it counts"
    )
    assert [(one["window"], one["expected_seconds"], one["over_estimate_seconds"]) for one in server["windows"]] == [
        (window.number, 1800, 1800)
    ]


def test_a_window_announced_as_not_used_covers_nothing(house: House, tuesday: datetime) -> None:
    announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR, decision="not_used", state="announced")
    down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["unscheduled_seconds"] == 3600


def test_a_window_covers_as_its_last_notice_says(house: House, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 4 * HOUR, tuesday - HOUR)
    ahead = tuesday - 20 * DAY
    notice(window, starts_at=tuesday - 2 * HOUR, given_at=ahead, sent_at=ahead)
    down(house, tuesday - 4 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 3600
    notice(window, decision="not_used", given_at=ahead, sent_at=ahead)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 0


def test_nothing_is_covered_before_it_was_announced(house: House, tuesday: datetime) -> None:
    late = tuesday - 2 * HOUR
    announced(house.server, tuesday - 3 * HOUR, tuesday - HOUR, kind="emergency", given_at=late, sent_at=late)
    down(house, tuesday - 3 * HOUR, tuesday - HOUR)
    found = month(house.harbor, tuesday)
    assert (found["scheduled_seconds"], found["unscheduled_seconds"]) == (3600, 3600)


def test_a_window_whose_notice_was_not_kept_covers_only_if_it_was_begun(house: House, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR, state="announced")
    down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 3600
    Notice.objects.filter(window=window).update(due_at=tuesday - 40 * DAY)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 0


def test_a_lesser_change_that_was_told_needs_no_time_of_its_own(house: House, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 3 * HOUR, tuesday - HOUR, state="announced")
    told = {"why": "told", "given_at": tuesday - DAY, "sent_at": None}
    notice(window, starts_at=tuesday - 2 * HOUR, **told)
    down(house, tuesday - 3 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 3600


def test_a_cancelled_window_and_one_of_another_server_cover_nothing(house: House, tuesday: datetime) -> None:
    announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR, state="cancelled")
    announced(house.nordic_server, tuesday - 2 * HOUR, tuesday - HOUR, kind="short")
    down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 0


def test_a_kind_that_the_policy_does_not_schedule_covers_nothing(house: House, tuesday: datetime) -> None:
    announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR, kind="short")
    down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    assert month(house.harbor, tuesday)["scheduled_seconds"] == 0


def test_an_exclusion_counts_once_it_is_approved(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    asked = downtime_exclude(actor=house.engineer, downtime=row, exclusion="force_majeure", reason="A flood.")
    found = month(house.harbor, tuesday)
    assert (found["excluded_seconds"], found["unscheduled_seconds"]) == (0, 3600)
    assert "asked for and not approved" in found["servers"][0]["downtimes"][0]["why"]
    downtime_exclude(actor=house.manager, downtime=asked, exclusion="force_majeure", reason="A flood.")
    found = month(house.harbor, tuesday)
    assert (found["excluded_seconds"], found["unscheduled_seconds"]) == (3600, 0)
    assert found["servers"][0]["downtimes"][0]["why"] == "Excluded: Force majeure (A flood.)"


def test_a_contract_that_does_not_state_its_percentage_has_none(house: House, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday, server=house.nordic_server)
    found = month(house.nordic, tuesday)
    assert (found["commitment"], found["seconds_left"], found["met"]) == (None, None, None)
    assert found["availability"] == "99.8654"
    words = found["servers"][0]["commitments"][0]["words"]
    assert words == "The contract must state the percentage (iptor:5a) and does not."


def test_the_percentage_that_the_contract_states(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    committed(house, iptor, "99.5")
    found = month(house.nordic, tuesday)
    assert (found["commitment"], found["met"], found["timezones"]) == ("99.5", True, ["Europe/Stockholm"])


def test_each_part_of_the_month_by_what_bound_then(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    edge = datetime.fromisoformat("2026-03-16T00:00:00-07:00")
    contract_bind(
        actor=None, contract=house.contract, version=itpdx, binds_from=edge,
        overrides=[("availability.commitment", "99", "A smaller plan.")],
    )  # fmt: skip
    found = month(house.harbor, tuesday)
    assert [one["commitment"] for one in found["servers"][0]["commitments"]] == ["99.99", "99"]
    halves = (15 * 86_400 - 3_600, 16 * 86_400)
    assert found["allowed_seconds"] == int(halves[0] * 0.0001 + halves[1] * 0.01 + 1e-6)
    assert "98" < found["commitment"] < "99.99"
    assert month(house.harbor, tuesday, date(2026, 2, 1))["commitment"] == "99.99"
    assert month(house.harbor, tuesday, date(2026, 4, 1))["commitment"] == "99"


def test_a_server_counts_from_its_registration_to_its_retirement(house: House, tuesday: datetime) -> None:
    Server.objects.filter(pk=house.server.pk).update(retired_at=tuesday)
    found = month(house.harbor, tuesday)
    assert found["total_seconds"] == (tuesday - datetime.fromisoformat("2026-03-01T08:00:00Z")).total_seconds()
    assert month(house.harbor, tuesday, date(2026, 4, 1))["servers"] == []


def test_an_account_is_the_sum_of_its_servers(house: House, tuesday: datetime) -> None:
    Server.objects.create(
        account=house.harbor, contract=house.contract, hostname="web2", online_at=BEGAN, registered_at=BEGAN
    )
    down(house, tuesday - HOUR, tuesday - HOUR + MINUTE)
    found = month(house.harbor, tuesday)
    assert (found["total_seconds"], found["unscheduled_seconds"], found["allowed_seconds"]) == (2 * OF_MARCH, 60, 534)


def test_contracts_under_two_policies_are_each_counted_in_their_own_zone(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    second = contract(house.harbor, iptor)
    Override.objects.create(
        binding=second.bindings.get(), path="availability.commitment", value="99.5", reason="signed"
    )
    Server.objects.create(account=house.harbor, contract=second, hostname="erp2", online_at=BEGAN, registered_at=BEGAN)
    found = month(house.harbor, tuesday)
    assert found["timezones"] == ["America/Los_Angeles", "Europe/Stockholm"]
    assert (found["from"], found["until"]) == ("2026-02-28T23:00:00Z", "2026-04-01T07:00:00Z")
    assert [(one["server"], one["commitment"]) for one in found["servers"]] == [("erp2", "99.5"), ("web1", "99.99")]
    assert found["allowed_seconds"] == int(OF_MARCH * 0.0001 + OF_MARCH * 0.005)
    assert found["commitment"] == "99.7450"


def test_months_cost_the_same_however_many_servers(house: House, tuesday: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(8):
        Server.objects.create(
            account=house.harbor, contract=house.contract, hostname=f"s{number}", online_at=BEGAN, registered_at=BEGAN
        )
        down(house, tuesday - HOUR, tuesday)
    announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR)
    reckon([house.harbor, house.nordic], MARCH, tuesday)
    with django_assert_num_queries(6):  # servers, contracts, bindings; notices, their servers; downtimes
        reckon([house.harbor, house.nordic], MARCH, tuesday)
