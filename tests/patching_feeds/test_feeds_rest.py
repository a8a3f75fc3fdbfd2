"""Feeds, releases and what is known of vulnerabilities, by REST."""

import json
from typing import Any

from maintenance.patching.models import FeedReading, Release, Update
from tests.api.conftest import Signed
from tests.patching.scene import Patched
from tests.patching_feeds.scene import OPENSSL, TZDATA, apt, catalogue, entry, kev, osv

BASE = "/api/v1/patching"
TEXT, JSON = "text/plain", "application/json"
RELEASE = {"platform": "checkpoint", "release_version": "R81.20", "released_at": "2026-03-09T17:00:00Z"}


def send(client: Any, source: str, body: str, kind: str = TEXT, **query: str) -> Any:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return client.post(f"{BASE}/feeds/{source}/?{asked}", body, content_type=kind)


def test_a_server_sends_what_its_tool_prints(scene: Patched, signed: Signed) -> None:
    client = signed(scene.house.engineer)
    answer = send(client, "apt", apt(OPENSSL, TZDATA), server="erp1", name="upgradable.txt")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["server"], told["account"], told["name"]) == ("erp1", "nordic", "upgradable.txt")
    assert told["counts"] == {"new": 2, "changed": 0, "known": 0, "gone": 0}
    again = send(client, "apt", apt(OPENSSL, TZDATA), server="ERP1")
    assert (again.status_code, again.json()["id"]) == (200, told["id"])
    assert client.get(f"{BASE}/feeds/{told['id']}/").json()["sha256"] == told["sha256"]
    lacking = client.get(f"{BASE}/updates/?server=erp1&lacking=true").json()["results"]
    assert {row["package"]: row["security"] for row in lacking} == {"openssl": True, "tzdata": False}


def test_a_line_and_a_pointer_name_the_place(scene: Patched, signed: Signed) -> None:
    client = signed(scene.house.engineer)
    line = send(client, "apt", apt(OPENSSL, "no line"), server="erp1")
    assert line.status_code == 400
    assert line.json()["errors"] == [{"pointer": "", "detail": line.json()["detail"]}]
    assert line.json()["detail"].startswith("Line 3: ")
    bad = json.dumps(catalogue(entry(), entry("CVE-2026-2222", dueDate="soon")))
    pointed = send(client, "kev", bad, JSON)
    assert (pointed.status_code, pointed.json()["errors"][0]["pointer"]) == (400, "/vulnerabilities/1/dueDate")
    assert not FeedReading.objects.exists()


def test_whose_output_it_is_is_asked(scene: Patched, signed: Signed) -> None:
    client = signed(scene.house.engineer)
    for query in ({}, {"server": "nosuch"}, {"server": "erp1", "account": "harbor"}, {"sever": "erp1"}):
        answer = send(client, "apt", apt(OPENSSL), **query)
        assert (answer.status_code, answer.json()["errors"][0]["in"]) == (400, "query"), query
    assert send(client, "kev", kev(entry()), JSON, server="erp1").status_code == 400
    assert send(client, "apt", apt(OPENSSL), "image/png", server="erp1").status_code == 415


def test_an_empty_body_is_refused(scene: Patched, signed: Signed) -> None:
    answer = send(signed(scene.house.engineer), "apt", "", server="erp1")
    assert (answer.status_code, answer.json()["detail"][:8]) == (400, "Line 1: ")


def test_advisories_and_listings_are_found_by_what_they_name(scene: Patched, signed: Signed) -> None:
    client = signed(scene.house.engineer)
    assert send(client, "osv", osv(), JSON).status_code == 201
    assert send(client, "kev", kev(entry()), JSON).status_code == 201
    found = client.get(f"{BASE}/advisories/?cve=cve-2026-1111&package=openssl").json()["results"]
    assert found[0]["fixes"] == [{"ecosystem": "Debian:12", "package": "openssl", "fixed_version": "3.0.17-1"}]
    assert client.get(f"{BASE}/advisories/?package=bash").json()["results"] == []
    listed = client.get(f"{BASE}/exploited/?listed=true&ordering=due_on").json()["results"]
    assert [(row["cve"], row["due_on"]) for row in listed] == [("CVE-2026-1111", "2026-03-26")]


def test_a_release_is_recorded_once_and_withdrawn(scene: Patched, signed: Signed) -> None:
    client = signed(scene.house.planner)
    answer = client.post(f"{BASE}/releases/", RELEASE | {"cves": ["CVE-2026-1111"]}, format="json")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["source"], made["security"], made["cves"]) == ("rest", True, ["CVE-2026-1111"])
    assert client.post(f"{BASE}/releases/", RELEASE, format="json").status_code == 409
    address = f"{BASE}/releases/{made['id']}/withdraw/"
    old = client.post(address, {"reason": "No."}, format="json", HTTP_IF_MATCH='"9"')
    assert old.status_code == 412
    gone = client.post(address, {"reason": "It breaks."}, format="json", HTTP_IF_MATCH=answer.headers["ETag"])
    assert (gone.status_code, gone.json()["withdrawn_reason"]) == (200, "It breaks.")
    found = client.get(f"{BASE}/releases/?platform=checkpoint&withdrawn=true&cve=CVE-2026-1111").json()["results"]
    assert [row["number"] for row in found] == [made["number"]]


def test_a_release_of_tomorrow_is_400_at_its_field(scene: Patched, signed: Signed) -> None:
    ahead = RELEASE | {"released_at": "2026-03-11T00:00:00Z"}
    answer = signed(scene.house.planner).post(f"{BASE}/releases/", ahead, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/released_at")
    bad = RELEASE | {"release_version": "latest", "cves": ["CVE-2026-1111", "x"]}
    answer = signed(scene.house.planner).post(f"{BASE}/releases/", bad, format="json")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/release_version", "/cves/1"]
    assert not Release.objects.exists()


def test_customers_see_releases_and_their_own_updates_and_send_none(scene: Patched, signed: Signed) -> None:
    staff, stranger = signed(scene.house.engineer), signed(scene.house.stranger)
    send(staff, "apt", apt(OPENSSL), server="web1")
    assert signed(scene.house.viewer).get(f"{BASE}/updates/").json()["results"][0]["server"] == "web1"
    assert stranger.get(f"{BASE}/updates/").json()["results"] == []
    update = Update.objects.get()
    assert stranger.get(f"{BASE}/updates/{update.pk}/").status_code == 404
    assert stranger.get(f"{BASE}/releases/").json()["results"][0]["package"] == "openssl"
    assert stranger.get(f"{BASE}/feeds/").json()["results"] == []
    assert stranger.get(f"{BASE}/feeds/{FeedReading.objects.get().pk}/").status_code == 404
    for refused in (
        send(stranger, "apt", apt(OPENSSL), server="erp1"),
        stranger.post(f"{BASE}/releases/", RELEASE, format="json"),
        stranger.post(f"{BASE}/releases/{update.release_id}/withdraw/", {"reason": "x"}, format="json"),
    ):
        assert refused.status_code == 403
