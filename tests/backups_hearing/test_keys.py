"""Ping keys: made, shown once, used, revoked."""

import pytest
from django.test import Client

from backups.actions.keys import key_make, key_revoke
from backups.models import PingKey
from backups.pasting import command, lines_for, schedule_of
from backups.promises import tier_of
from hostops.accounts.tokens import digest_of
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import now
from tests.api.conftest import Signed
from tests.backups_hearing.scene import Schedules
from tests.house import House

KEYS = "/api/v1/backups/keys/"


def test_only_its_hash_is_kept(house: House, schedules: Schedules) -> None:
    key, secret = key_make(actor=house.contact, schedule=schedules["web1", "nightly_code"])
    assert (key.hashed, key.hint) == (digest_of(secret), secret[:6])
    assert len(secret) >= 32
    noted = Entry.objects.get(verb="backups.key.made")
    assert secret not in str(noted.after)


def test_who_may(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    key, _ = key_make(actor=house.engineer, schedule=schedule)
    for somebody in (house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            key_make(actor=somebody, schedule=schedule)
        with pytest.raises(NotAllowed):
            key_revoke(actor=somebody, key=key)
    assert key_revoke(actor=house.contact, key=key).revoked_by == house.contact
    assert key_revoke(actor=house.engineer, key=key).revoked_by == house.contact


def test_none_for_a_schedule_that_ended(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    schedule.ended_at = now()
    schedule.save()
    with pytest.raises(NotPossible):
        key_make(actor=house.contact, schedule=schedule)


def test_by_rest(house: House, schedules: Schedules, signed: Signed, client: Client) -> None:
    number = schedules["web1", "nightly_code"].number
    contact = signed(house.contact)
    answer = contact.post(KEYS, {"schedule": number}, format="json")
    made = answer.json()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "private, no-store")
    assert client.get("/ping/" + made["url"].rsplit("/", 1)[1]).status_code == 200
    shown = contact.get(f"{KEYS}?schedule={number}&revoked=false").json()["results"]
    assert [(row["id"], "url" in row) for row in shown] == [(made["id"], False)]
    assert contact.get("/api/v1/backups/pings/").json()["results"][0]["schedule"] == number
    assert signed(house.stranger).get(KEYS).json()["results"] == []
    assert signed(house.stranger).get("/api/v1/backups/pings/").json()["results"] == []
    assert signed(house.stranger).post(KEYS, {"schedule": number}, format="json").status_code == 400
    assert contact.post(f"{KEYS}{made['id']}/revoke/", {"reason": "Left."}, format="json").json()["revoked_at"]


def test_by_the_pages(house: House, schedules: Schedules, client: Client) -> None:
    schedule = schedules["web1", "nightly_code"]
    client.force_login(house.contact)
    page = client.get(f"/backups/{schedule.number}/reporting/").content.decode()
    assert "restic backup --json" in page
    assert "YOUR-KEY" in page
    made = client.post(f"/backups/{schedule.number}/reporting/new/").content.decode()
    key = PingKey.objects.get()
    assert f"/ping/{key.hint}" in made
    assert "YOUR-KEY" not in made
    assert f"{key.hint}…" in client.get(f"/backups/{schedule.number}/reporting/").content.decode()
    assert client.post(f"/backups/keys/{key.pk}/revoke/").status_code == 302
    assert "No key works" in client.get(f"/backups/{schedule.number}/reporting/").content.decode()


def test_pages_of_others_do_not_exist(house: House, schedules: Schedules, client: Client) -> None:
    schedule = schedules["web1", "nightly_code"]
    key, _ = key_make(actor=house.contact, schedule=schedule)
    client.force_login(house.stranger)
    for below in (f"{schedule.number}/reporting/", f"{schedule.number}/reporting/new/", f"keys/{key.pk}/revoke/"):
        assert client.post(f"/backups/{below}").status_code in (404, 405)
    assert client.get(f"/backups/{schedule.number}/reporting/").status_code == 404
    client.force_login(house.viewer)
    assert client.get(f"/backups/{schedule.number}/reporting/").status_code == 200
    assert client.get(f"/backups/{schedule.number}/reporting/new/").status_code == 403


def test_the_lines_are_two_and_for_the_slots(house: House, schedules: Schedules) -> None:
    tiers = {name: tier_of(schedule.terms.get().promise) for (_, name), schedule in schedules.items()}
    assert schedule_of(tiers["nightly_code"]) == "0 1 * * *"
    assert schedule_of(tiers["weekly"]) == "0 2 * * 0"
    assert schedule_of(tiers["monthly"]) == "0 3 1 * *"
    assert schedule_of(tiers["yearly"]) == "0 3 2 1 *"
    assert schedule_of(tiers["occasional_code"]) == "@daily"
    for each in lines_for(tiers["weekly"], "https://x/ping/k"):
        assert [text.count("\n") for text in (each.cron, each.systemd)] == [1, 1]
        assert each.cron.startswith("HOSTOPS=https://x/ping/k\n0 2 * * 0 ")
        # a unit file's own signs are doubled, or it would read them
        assert each.systemd.count("$") == 2 * command(each.tool).count("$")


def test_the_page_of_a_schedule_leads_to_it(house: House, schedules: Schedules, client: Client) -> None:
    client.force_login(house.viewer)
    number = schedules["web1", "nightly_code"].number
    assert f'href="/backups/{number}/reporting/"' in client.get(f"/backups/{number}/").content.decode()
