"""`Idempotency-Key`: sent again, a POST gives its first answer and does nothing twice."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from rest_framework.response import Response
from rest_framework.test import APIClient

from hostops.alerts.api.views import AlertAcknowledge
from hostops.alerts.models import Alert
from hostops.api import idempotency
from hostops.api.idempotency import forget_old_keys
from hostops.api.models import KeptAnswer
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from tests.api.conftest import Signed
from tests.api.rows import alert, clock, subject
from tests.conftest import TUESDAY
from tests.house import House

DEADLINES = "/api/v1/deadlines/"
ASKED = {"start": "2026-03-27T16:00:00+01:00", "duration": "PT8H", "time": "elapsed"}
KEY = {"Idempotency-Key": "4f3c-1"}


def raised(house: House) -> Alert:
    version = house.contract.bindings.get().version
    return alert(clock(version, subject(house.harbor), TUESDAY), TUESDAY)


@pytest.fixture
def acknowledge(house: House) -> str:
    return f"/api/v1/alerts/{raised(house).pk}/acknowledge/"


def acknowledged() -> int:
    return Entry.objects.filter(verb="alerts.alert.acknowledge").count()


def test_the_same_call_again_gives_the_first_answer(house: House, signed: Signed, acknowledge: str) -> None:
    client = signed(house.engineer)
    first = client.post(acknowledge, headers=KEY)
    Alert.objects.update(acknowledged_by=house.manager)  # a second call would be refused, and would show the manager
    again = client.post(acknowledge, headers=KEY)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first.headers["ETag"] == again.headers["ETag"]
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert acknowledged() == 1


def test_another_body_under_the_same_key_is_409(house: House, signed: Signed) -> None:
    client = signed(house.engineer)
    assert client.post(DEADLINES, ASKED, format="json", headers=KEY).status_code == 200
    other = client.post(DEADLINES, ASKED | {"duration": "PT9H"}, format="json", headers=KEY)
    assert other.status_code == 409
    assert "another body" in other.json()["detail"]
    assert client.post(DEADLINES, ASKED, format="json", headers=KEY).headers["Idempotent-Replayed"] == "true"


def test_keys_are_apart_by_person_and_by_address(house: House, signed: Signed, acknowledge: str) -> None:
    assert signed(house.engineer).post(DEADLINES, ASKED, format="json", headers=KEY).status_code == 200
    calls = [(house.engineer, acknowledge, {}), (house.manager, DEADLINES, ASKED | {"duration": "PT9H"})]
    for person, path, body in calls:
        answer = signed(person).post(path, body, format="json", headers=KEY)
        assert answer.status_code == 200
        assert "Idempotent-Replayed" not in answer.headers


def test_a_repeat_may_come_with_another_token_of_the_person(house: House, signed: Signed) -> None:
    for replayed in (False, True):
        answer = signed(house.engineer).post(DEADLINES, ASKED, format="json", headers=KEY)
        assert ("Idempotent-Replayed" in answer.headers) is replayed


def test_an_error_is_not_kept_so_a_mended_call_may_use_its_key(house: House, signed: Signed) -> None:
    client = signed(house.engineer)
    assert client.post(DEADLINES, ASKED | {"duration": "soon"}, format="json", headers=KEY).status_code == 400
    mended = client.post(DEADLINES, ASKED, format="json", headers=KEY)
    assert mended.status_code == 200
    assert "Idempotent-Replayed" not in mended.headers


def test_an_answer_that_reports_failure_is_not_kept(
    house: House, signed: Signed, acknowledge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AlertAcknowledge, "answer", lambda *_: Response({}, status=503))
    assert signed(house.engineer).post(acknowledge, headers=KEY).status_code == 503
    assert not KeptAnswer.objects.exists()


def test_a_failure_leaves_neither_effect_nor_key(
    house: House, signed: Signed, acknowledge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Response:
        raise ZeroDivisionError

    client = signed(house.engineer)
    with monkeypatch.context() as patched:
        patched.setattr(AlertAcknowledge, "answer", broken)
        assert client.post(acknowledge, headers=KEY).status_code == 500
    assert (acknowledged(), KeptAnswer.objects.count()) == (0, 0)
    assert client.post(acknowledge, headers=KEY).status_code == 200


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "schlüssel"])
def test_a_key_that_is_none_is_400(house: House, signed: Signed, key: str) -> None:
    answer = signed(house.engineer).post(DEADLINES, ASKED, format="json", headers={"Idempotency-Key": key})
    assert answer.status_code == 400
    (found,) = answer.json()["errors"]
    assert (found["pointer"], found["in"]) == ("/Idempotency-Key", "header")


def test_a_key_of_the_greatest_length_serves(house: House, signed: Signed) -> None:
    headers = {"Idempotency-Key": "~" * 255}
    assert signed(house.engineer).post(DEADLINES, ASKED, format="json", headers=headers).status_code == 200


def test_keys_are_forgotten_after_a_day(house: House, signed: Signed) -> None:
    client = signed(house.engineer)
    with moved_to(TUESDAY):
        client.post(DEADLINES, ASKED, format="json", headers=KEY)
    with moved_to(TUESDAY + timedelta(hours=24)):
        assert forget_old_keys() == 0
        assert "Idempotent-Replayed" in client.post(DEADLINES, ASKED, format="json", headers=KEY).headers
    with moved_to(TUESDAY + timedelta(hours=24, seconds=1)):
        assert forget_old_keys() == 1


def test_a_key_past_its_day_serves_anew_before_housekeeping_comes(house: House, signed: Signed) -> None:
    client = signed(house.engineer)
    with moved_to(TUESDAY):
        client.post(DEADLINES, ASKED, format="json", headers=KEY)
    with moved_to(TUESDAY + timedelta(hours=25)):
        other = ASKED | {"duration": "PT9H"}
        assert client.post(DEADLINES, other, format="json", headers=KEY).status_code == 200
        assert "Idempotent-Replayed" in client.post(DEADLINES, other, format="json", headers=KEY).headers


class Slow:
    """An action held in the middle until the test lets it go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.inside, self.go_on, self.calls = threading.Event(), threading.Event(), 0
        genuine = AlertAcknowledge.act

        def act(view: AlertAcknowledge, *args: Any) -> Any:
            self.calls += 1
            self.inside.set()
            assert self.go_on.wait(20)
            return genuine(view, *args)

        monkeypatch.setattr(AlertAcknowledge, "act", act)


class Call(threading.Thread):
    """A call from a connection of its own."""

    def __init__(self, client: APIClient, path: str) -> None:
        super().__init__()
        self.client, self.path = client, path
        self.start()

    def run(self) -> None:
        try:
            self.answer: Any = self.client.post(self.path, headers=KEY)
        finally:
            connection.close()

    def ended(self) -> Any:
        self.join(30)
        assert not self.is_alive()
        return self.answer


@pytest.fixture
def waiting_in_database() -> Any:
    """Whether so many connections wait for another's transaction."""

    def waiting(count: int) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE wait_event = 'transactionid' AND datname = current_database()"
            )
            return bool(cursor.fetchone()[0] == count)

    return waiting


def until(condition: Any) -> None:
    deadline = threading.Event()
    for _ in range(400):
        if condition():
            return
        deadline.wait(0.05)
    raise AssertionError("it never came to be")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_waits_and_gets_the_first_answer(
    house: House, signed: Signed, monkeypatch: pytest.MonkeyPatch, waiting_in_database: Any
) -> None:
    slow, path = Slow(monkeypatch), f"/api/v1/alerts/{raised(house).pk}/acknowledge/"
    first = Call(signed(house.engineer), path)
    assert slow.inside.wait(20)
    second = Call(signed(house.engineer), path)
    until(lambda: waiting_in_database(1))
    slow.go_on.set()
    answers = [first.ended(), second.ended()]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert (slow.calls, acknowledged()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_repeat_that_waits_too_long_is_told_to_come_again(
    house: House, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "_PATIENCE", "100ms")
    slow, path = Slow(monkeypatch), f"/api/v1/alerts/{raised(house).pk}/acknowledge/"
    first = Call(signed(house.engineer), path)
    assert slow.inside.wait(20)
    impatient = signed(house.engineer).post(path, headers=KEY)
    slow.go_on.set()
    assert impatient.status_code == 409
    assert "not ended yet" in json.loads(impatient.content)["detail"]
    assert (first.ended().status_code, slow.calls) == (200, 1)
