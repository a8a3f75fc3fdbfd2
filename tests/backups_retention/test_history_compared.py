"""`POST /backups/retention/history/`: other values against the copies that are on record."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.expiring import Gone, copies_gone
from backups.actions.holding import hold_place
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import DAY, copy, daily, nightly, schedule
from tests.house import House
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers

ADDRESS = "/api/v1/backups/retention/history/"


def asked(caller: Any, *tiers: tuple[str, str], **more: Any) -> dict[str, dict[str, Any]]:
    body = {"tiers": [{"name": name, "retention": kept} for name, kept in tiers], **more}
    answer = caller.post(ADDRESS, body)
    assert answer.status_code == 200, answer.content
    assert answer.json()["at"] == "2026-03-10T17:00:00Z"
    return {tier["name"]: tier for tier in answer.json()["tiers"]}


def test_what_would_be_kept_go_or_still_be_there(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    of = daily(house, iptor)
    aged = {age: copy(of, tuesday - age * DAY, bytes=10) for age in (1, 4, 6, 8, 9, 12, 20)}
    copies_gone(actor=house.engineer, gone=[Gone(aged[age].pk) for age in (9, 12, 20)])
    held = copy(of, tuesday - 15 * DAY)
    hold_place(actor=house.engineer, run=held, kind="legal", reason="A court asks.")

    longer = asked(calls.stranger, ("daily", "P14D"))["daily"]
    assert longer == {
        "name": "daily", "title": "Daily incremental backup", "promised": ["P7D"], "retention": "P14D", "copies": 5,
        "keep": 5, "expire": 0, "keep_as_promised": 4, "expire_as_promised": 1, "held": 1, "bytes_more": 30,
        "sooner": [], "longer": [aged[8].pk], "gone": [aged[9].pk, aged[12].pk],
    }  # fmt: skip
    shorter = asked(calls.engineer, ("daily", "P5D"), server="ERP1")["daily"]
    assert (shorter["keep"], shorter["expire"], shorter["bytes_more"]) == (3, 2, -10)
    assert (shorter["sooner"], shorter["longer"], shorter["gone"]) == ([aged[6].pk], [], [])


def test_a_tier_left_out_keeps_its_own_value_the_contracts_too(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    own = schedule(house.nordic_server, iptor, "snapshot", retention="P5D")
    copy(own, tuesday - 4 * DAY)
    copy(daily(house, iptor), tuesday - 4 * DAY)
    found = asked(calls.stranger, ("daily", "P3D"))
    assert (found["daily"]["expire"], found["snapshot"]["expire"]) == (1, 0)
    assert found["snapshot"]["promised"] == ["P5D"]
    assert list(asked(calls.stranger, tier="snapshot")) == ["snapshot"]


def test_each_sees_its_own_alone(
    house: House, iptor: PolicyVersion, itpdx: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    copy(daily(house, iptor), tuesday - DAY)
    copy(nightly(house, itpdx), tuesday - DAY)
    assert list(asked(calls.viewer)) == ["nightly_database"]
    assert asked(calls.viewer, account="nordic") == {}
    assert sorted(asked(calls.engineer)) == ["daily", "nightly_database"]
    assert list(asked(calls.engineer, account="nordic")) == ["daily"]


def test_questions_that_are_none(house: House, iptor: PolicyVersion, calls: Callers) -> None:
    daily(house, iptor)
    for tiers, at in (
        ([{"name": "dayly", "retention": "P3D"}], "/tiers"),
        ([{"name": "daily", "retention": "PT3H"}], "/tiers/0/retention"),
        ([{"name": "daily", "retention": "P1D"}] * 2, "/tiers/1/name"),
    ):
        answer = calls.stranger.post(ADDRESS, {"tiers": tiers})
        assert (answer.status_code, pointers(answer)) == (400, [at])


def test_it_costs_the_same_however_long_the_history_is(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    """Token, terms, promises, copies."""
    of = daily(house, iptor)
    counts = []
    asked(calls.stranger)
    for number in range(2):
        copy(of, tuesday - number * DAY)
        with CaptureQueriesContext(connection) as done:
            asked(calls.stranger)
        counts.append(len(done))
    assert counts == [4, 4], [query["sql"] for query in done]
