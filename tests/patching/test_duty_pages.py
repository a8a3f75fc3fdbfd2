"""The pages of a duty and of what is owed: what is promised, how it stands, and why then."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from maintenance.patching.closing import periods_close
from tests.house import PASSWORD, House
from tests.patching.cases import done, exploited, ran, released
from tests.patching.scene import Patched, patched
from tests.patching.test_releases import DAY

CVE = "CVE-2026-1234"


@pytest.fixture
def scene(house: House, tuesday: datetime) -> Patched:
    return patched(house)


@pytest.fixture
def client_of(house: House) -> Client:
    client = Client()
    assert client.login(username=house.stranger.username, password=PASSWORD)
    return client


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_duty_tells_its_promise_and_its_periods(scene: Patched, client_of: Client) -> None:
    run = ran([scene.servers["erp1"]], "linux")
    done(run)
    page = read(client_of, f"/patching/duties/{scene.duties['erp1'].number}/")
    assert "Patched once in every week" in page
    assert "iptor:4b" in page
    assert "2026-W11" in page
    assert run.number in page
    assert "On time" in page


def test_a_duty_on_release_says_what_to_expect(scene: Patched, client_of: Client) -> None:
    path = f"/patching/duties/{scene.duties['fw1'].number}/"
    assert "No release is owed." in read(client_of, path)
    release = released("checkpoint", "R81.20")
    page = read(client_of, path)
    assert str(release) in page
    assert "14 days after its release" in page


def test_a_quarter_without_a_release_says_so(scene: Patched, client_of: Client) -> None:
    page = read(client_of, f"/patching/duties/{scene.duties['ibm1'].number}/")
    assert "No release was published in this period" in page


def test_what_is_owed_says_why_then(scene: Patched, client_of: Client) -> None:
    released("openshift", "4.16.3", cves=[CVE])
    exploited(CVE, date(2026, 3, 20))
    (owed,) = scene.owed("ocp1", "release")
    page = read(client_of, f"/patching/owed/{owed.number}/")
    assert f"{CVE} is in CISA&#x27;s catalogue" in page
    assert "2026-Q1 ends then" in page
    assert "this one" in page


def test_a_closed_period_says_so(scene: Patched, house: House) -> None:
    with moved_to(scene.owed("erp1")[0].due_at + 4 * DAY):
        periods_close()
        client = Client()
        client.login(username=house.stranger.username, password=PASSWORD)
        assert "no report changes it" in read(client, f"/patching/owed/{scene.owed('erp1')[0].number}/")


def test_a_stranger_finds_neither(scene: Patched, house: House) -> None:
    client = Client()
    client.login(username=house.viewer.username, password=PASSWORD)
    assert client.get(f"/patching/duties/{scene.duties['erp1'].number}/").status_code == 404
    assert client.get(f"/patching/owed/{scene.owed('erp1')[0].number}/").status_code == 404


def test_a_duty_costs_the_same_however_long_its_history(house: House, tuesday: datetime) -> None:
    scene = patched(house, since=tuesday - 100 * DAY)
    client = Client()
    client.login(username=house.stranger.username, password=PASSWORD)
    counts = []
    for name in ("win1", "ocp1"):
        path = f"/patching/duties/{scene.duties[name].number}/"
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
