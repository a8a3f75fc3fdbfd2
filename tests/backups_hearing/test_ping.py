"""Pings, as Healthchecks has them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from backups.actions.keys import key_make, key_revoke
from backups.models import Begun, Ping, Run
from hostops.lib.now import moved_to, now
from tests.backups_hearing.scene import Schedules
from tests.house import House


@pytest.fixture
def address(house: House, schedules: Schedules) -> str:
    _, secret = key_make(actor=house.contact, schedule=schedules["web1", "nightly_code"])
    return f"/ping/{secret}"


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_success(client: Client, address: str, house: House, schedules: Schedules, method: str) -> None:
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer.headers["Ping-Body-Limit"]) == (200, "100000")
    assert answer.content == (b"" if method == "head" else b"OK")
    run = Run.objects.get()
    assert (run.schedule, run.status, run.finished_at, run.via) == (
        schedules["web1", "nightly_code"], "ok", now(), "ping",
    )  # fmt: skip


@pytest.mark.parametrize(("word", "status"), [("fail", "failed"), ("0", "ok"), ("1", "failed"), ("255", "failed")])
def test_how_it_ended(client: Client, address: str, word: str, status: str) -> None:
    assert client.post(f"{address}/{word}", "it said\0 this", content_type="text/plain").status_code == 200
    run = Run.objects.get()
    assert (run.status, run.message) == (status, "it said this")
    assert Ping.objects.get().exit_code == (int(word) if word.isdecimal() else None)


def test_start_pairs_with_the_end(client: Client, address: str) -> None:
    began = now()
    client.get(f"{address}/start")
    with moved_to(began + timedelta(minutes=20)):
        client.get(address)
    run = Run.objects.get()
    assert (run.started_at, run.finished_at) == (began, began + timedelta(minutes=20))
    assert not Begun.objects.exists()


def test_runs_side_by_side_are_told_apart(client: Client, address: str) -> None:
    first, second, began = uuid4(), uuid4(), now()
    client.get(f"{address}/start?rid={first}")
    with moved_to(began + timedelta(minutes=1)):
        client.get(f"{address}/start?rid={second}")
    with moved_to(began + timedelta(minutes=9)):
        client.get(f"{address}?rid={first}")
    assert Run.objects.get().started_at == began
    assert Begun.objects.get().rid == second


def test_the_same_end_twice_is_one_run(client: Client, address: str) -> None:
    rid = uuid4()
    for minutes in (0, 1):
        with moved_to(now() + timedelta(minutes=minutes)):
            client.get(f"{address}?rid={rid}")
    assert Run.objects.count() == 1


def test_log_says_something_and_no_more(client: Client, address: str) -> None:
    client.post(f"{address}/log", "half way", content_type="text/plain")
    assert not Run.objects.exists()
    assert (Ping.objects.get().what, Ping.objects.get().body) == ("log", "half way")


@pytest.mark.parametrize("below", ["/256", "/nosuch", "/-1", "/00001", "/²", "?rid=x", "/restic?exit_code=x"])
def test_an_address_that_means_nothing_is_400(client: Client, address: str, below: str) -> None:
    assert client.post(address + below).status_code == 400
    assert not Run.objects.exists()


def test_other_methods_are_405(client: Client, address: str) -> None:
    assert client.put(address).status_code == 405


def test_unknown_and_revoked_are_told_alike(client: Client, house: House, address: str, schedules: Schedules) -> None:
    key = schedules["web1", "nightly_code"].ping_keys.get()
    key_revoke(actor=house.contact, key=key)
    revoked, unknown = client.get(address), client.get("/ping/" + "x" * 32)
    assert (revoked.status_code, revoked.content) == (unknown.status_code, unknown.content) == (404, b"not found")
    assert not Run.objects.exists()


def test_who_guesses_is_made_to_wait(client: Client, settings: object, db: None) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"anon": "2/min", "user": "9/min"}}  # type: ignore[attr-defined]
    answers = [client.get(f"/ping/guess{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_a_body_is_kept_to_its_limit(client: Client, address: str, settings: object) -> None:
    settings.PING_BODY_LIMIT = 10  # type: ignore[attr-defined]
    assert client.post(address, b"0123456789abc", content_type="text/plain").status_code == 200
    assert Ping.objects.get().body == "0123456789"


def test_fifty_megabytes_are_thrown_away(client: Client, address: str) -> None:
    assert client.post(address, b"x" * 50_000_000, content_type="text/plain").status_code == 200
    assert len(Ping.objects.get().body) == 100_000
    assert client.post(f"{address}/restic", b" " * 50_000_000, content_type="text/plain").status_code == 413


def test_only_the_latest_are_kept(client: Client, address: str, settings: object) -> None:
    settings.PINGS_KEPT = 3  # type: ignore[attr-defined]
    for number in range(5):
        with moved_to(now() + timedelta(minutes=number)):
            client.post(f"{address}/log", str(number), content_type="text/plain")
    assert [ping.body for ping in Ping.objects.all()] == ["4", "3", "2"]


def test_a_tools_report_by_key(client: Client, address: str) -> None:
    summary = b'{"message_type":"summary","total_bytes_processed":3,"total_duration":60,"snapshot_id":"4c79cae2"}\n'
    answer = client.post(f"{address}/restic?exit_code=0", summary, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.content) == (200, b"OK\n1 created")
    run = Run.objects.get()
    assert (run.bytes, run.external_id, run.via, run.started_at) == (
        3, "4c79cae2", "report", run.finished_at - timedelta(minutes=1),
    )  # fmt: skip
    assert client.post(f"{address}/restic", summary, content_type="text/plain").content == b"OK\n1 known"
    assert client.post(f"{address}/restic", summary[:-9], content_type="text/plain").status_code == 400
    assert client.get(f"{address}/restic").status_code == 400


def test_the_key_says_when_it_was_used(client: Client, address: str, schedules: Schedules) -> None:
    client.get(address)
    assert schedules["web1", "nightly_code"].ping_keys.get().used_at == now()
