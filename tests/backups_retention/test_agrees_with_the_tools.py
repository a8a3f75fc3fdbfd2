"""The preview, and what may go, against restic's and borg's own `--keep-within`, on repositories made here.

Where the rules are the same: both tools count from the start of a run, restic back from its newest
snapshot, borg back from now. So a run's end is taken to be its start here, and `at` is restic's
newest snapshot or borg's now. Restic's days are the calendar's where it forgets in the zone in
which it backed up; in another one, and borg's always, they are of 24 hours, as days in UTC are.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backups.models import Run
from hostops.alerts.models import Alert
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import copy, daily
from tests.backups_retention.tools import Borg, Restic, removed
from tests.house import House
from tests.tickets_api.conftest import Callers

BASE = "/api/v1/backups"
STOCKHOLM = "Europe/Stockholm"
# Three days after Stockholm's clocks went forward: seven days back by the wall are 167 hours.
AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DAYS = {"daily": 7, "snapshot": 3, "monthly": 370}
BACK = {
    "daily": (7 * DAY, 7 * DAY - SECOND, 7 * DAY - HOUR, 7 * DAY - HOUR - SECOND),
    "snapshot": (3 * DAY, 3 * DAY - SECOND),
    "monthly": (370 * DAY, 370 * DAY - HOUR - SECOND),
}
Snapshots = dict[str, dict[str, datetime]]


@pytest.fixture(scope="module")
def restic(tmp_path_factory: pytest.TempPathFactory) -> Restic:
    return Restic.made(tmp_path_factory.mktemp("retention") / "restic")


@pytest.fixture(scope="module")
def snapshots(restic: Restic) -> Snapshots:
    """By tier: each snapshot's id, and when its run began. The newest is of all tiers."""
    newest = restic.backup(AT, *DAYS, zone=STOCKHOLM)
    wanted = [(tier, AT - back) for tier, backs in BACK.items() for back in backs]
    with ThreadPoolExecutor(4) as hands:
        made = list(hands.map(lambda one: restic.backup(one[1], one[0], zone=STOCKHOLM), wanted))
    own = [(tier, name, start) for name, (tier, start) in zip(made, wanted, strict=True)]
    return {tier: {newest: AT, **{name: start for of, name, start in own if of == tier}} for tier in DAYS}


def preview(calls: Callers, days: dict[str, int], runs: dict[str, dict[str, datetime]], **more: str) -> Any:
    """By tier, what the portal would let go."""
    body = {
        "tiers": [{"name": tier, "retention": f"P{count}D"} for tier, count in days.items()],
        "runs": [
            {"id": f"{tier} {name}", "tier": tier, "finished_at": start.isoformat()}
            for tier, names in runs.items()
            for name, start in names.items()
        ],
        **more,
    }
    answer = calls.viewer.post(f"{BASE}/retention/preview/", body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert len(told["keep"]) + len(told["expire"]) == len(body["runs"])
    gone = [name.split(" ") for name in told["expire"]]
    return {tier: {name for of, name in gone if of == tier} for tier in days}


@pytest.mark.parametrize("zone", ["UTC", STOCKHOLM])
def test_the_preview_agrees_with_restic(calls: Callers, restic: Restic, snapshots: Snapshots, zone: str) -> None:
    """To the second, in the policy's zone and elsewhere, for three days, seven and 370."""
    found = preview(calls, DAYS, snapshots, at=AT.isoformat(), timezone=zone)
    assert found == {tier: restic.forget(tier, f"{days}d", "--dry-run", zone=zone) for tier, days in DAYS.items()}
    # nothing would be shown by an empty set
    assert {tier: len(gone) for tier, gone in found.items()} == {
        "daily": 1 if zone == "UTC" else 3, "snapshot": 1, "monthly": 1,
    }  # fmt: skip


def test_restic_forgets_what_may_go_and_tells(
    house: House, iptor: PolicyVersion, calls: Callers, restic: Restic, snapshots: Snapshots
) -> None:
    """The whole way: the list, the tool on a machine of the policy's zone, its report; and one copy too many."""
    of = daily(house, iptor)
    for name, start in snapshots["daily"].items():
        copy(of, start, external_id=name, tool="restic")
    with moved_to(AT):
        listed = calls.stranger.get(f"{BASE}/expirable/", {"server": "erp1", "tier": "daily"}).json()["results"]
        printed = restic.forget_printed("daily", "7d", zone=STOCKHOLM)
        gone = removed(printed)
        assert {row["external_id"] for row in listed} == gone
        told = calls.stranger.client.post(
            f"{BASE}/expirable/report/restic/?server=erp1&tier=daily", printed, "application/json"
        ).json()["copies"]
        assert [row["outcome"] for row in told] == ["expired"] * len(gone)
        assert calls.stranger.get(f"{BASE}/expirable/").json()["results"] == []
        assert not Alert.objects.exists()

        left = Run.objects.copies().order_by("finished_at").first()
        assert left is not None
        restic.call("forget", left.external_id)
        assert report(calls, {left.external_id}) == {"early"}
        assert left.external_id in Alert.objects.get().note


def report(calls: Callers, names: set[str]) -> set[str]:
    body = {"server": "erp1", "tier": "daily", "copies": [{"external_id": name} for name in sorted(names)]}
    answer = calls.stranger.post(f"{BASE}/expirable/report/", body)
    assert answer.status_code == 200, answer.content
    return {row["outcome"] for row in answer.json()["copies"]}


def test_the_preview_agrees_with_borg(calls: Callers, tmp_path: Path) -> None:
    """Borg asks the machine's clock, so the times keep well away from the edge by which the test may be slow."""
    borg, started = Borg.made(tmp_path / "borg"), datetime.now(UTC).replace(microsecond=0)
    days, edge = {"nightly": 7, "weekly": 30}, 10 * MINUTE
    archives = {
        tier: {f"{tier}-{n}": started - back for n, back in enumerate((DAY, count * DAY - edge, count * DAY + edge))}
        for tier, count in days.items()
    }
    for names in archives.values():
        for name, start in names.items():
            borg.create(name, start)
    told = {tier: borg.prune(f"{tier}-*", f"{count}d") for tier, count in days.items()}
    found = preview(calls, days, archives, at=datetime.now(UTC).isoformat())
    assert (
        found == {tier: gone for tier, (_, gone) in told.items()} == {"nightly": {"nightly-2"}, "weekly": {"weekly-2"}}
    )
    assert all(kept | gone == set(archives[tier]) for tier, (kept, gone) in told.items())
