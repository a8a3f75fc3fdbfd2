"""Tokens: made once, kept as a hash, ended by time, by hand or with their person."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from hostops.accounts.token_actions import token_make, token_revoke
from hostops.accounts.tokens import Token, digest_of
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import moved_to
from tests.conftest import TUESDAY
from tests.house import House


def calling(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def created(*arguments: str) -> str:
    out = StringIO()
    call_command("token_create", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_token_alone_on_its_last_line(house: House) -> None:
    secret = created("harbor-contact").splitlines()[-1]
    answer = calling(secret).get("/api/v1/me/")
    assert answer.status_code == 200
    assert answer.json()["username"] == "harbor-contact"


def test_the_command_makes_tokens_that_only_read(house: House) -> None:
    secret = created("harbor-contact", "--scope", "read").splitlines()[-1]
    assert calling(secret).get("/api/v1/me/").json()["token"]["scope"] == "read"


def test_the_command_says_who_is_unknown(db: None) -> None:
    with pytest.raises(CommandError, match="no person 'nobody'"):
        created("nobody")


def test_only_the_hash_is_kept(house: House) -> None:
    token, secret = token_make(actor=house.contact, name="monitoring")
    kept = Token.objects.values().get(pk=token.pk)
    assert secret not in map(str, kept.values())
    assert kept["digest"] == digest_of(secret)
    assert secret.startswith(kept["prefix"])
    assert len(kept["prefix"]) < len(secret) / 3


def test_making_and_revoking_are_in_the_journal(house: House) -> None:
    token, secret = token_make(actor=house.contact, name="monitoring")
    token_revoke(actor=house.contact, token=token)
    verbs = list(Entry.objects.filter(object_kind="token", object_id=token.pk).order_by("id"))
    assert [entry.verb for entry in verbs] == ["accounts.token.made", "accounts.token.revoked"]
    assert not any(secret in str(entry.after) for entry in verbs)


def test_a_viewer_makes_none(house: House) -> None:
    with pytest.raises(NotAllowed):
        token_make(actor=house.viewer, name="mine")
    with pytest.raises(CommandError, match="makes no tokens"):
        created("harbor-viewer")


@pytest.mark.parametrize("who", ["holder", "contact", "engineer", "planner", "manager"])
def test_everybody_else_makes_their_own(house: House, who: str) -> None:
    token, _ = token_make(actor=getattr(house, who), name="mine")
    assert token.person == getattr(house, who)


def test_nobody_makes_a_token_of_somebody_else(house: House) -> None:
    with pytest.raises(NotAllowed):
        token_make(actor=house.manager, person=house.contact, name="theirs")


def test_a_stranger_revokes_nothing_and_a_manager_anything(house: House) -> None:
    token, _ = token_make(actor=house.contact, name="mine")
    for stranger in (house.stranger, house.holder, house.engineer):
        with pytest.raises(NotAllowed):
            token_revoke(actor=stranger, token=token)
    assert token_revoke(actor=house.manager, token=token).revoked_at


def test_a_list_of_tokens_shows_ones_own_alone(house: House) -> None:
    token, _ = token_make(actor=house.contact, name="mine")
    assert list(Token.objects.visible_to(house.contact)) == [token]
    assert not Token.objects.visible_to(house.manager).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": " "}, "name"), ({"name": "x" * 101}, "name"), ({"name": "x", "scope": "all"}, "scope")],
)
def test_nonsense_is_refused_at_its_field(house: House, values: Any, field: str) -> None:
    with pytest.raises(BadField) as refused:
        token_make(actor=house.contact, **values)
    assert list(refused.value.errors) == [field]


def test_an_expired_a_revoked_and_an_unknown_token_get_the_same_401(house: House) -> None:
    with moved_to(TUESDAY):
        _, expired = token_make(actor=house.contact, name="short", expires_at=TUESDAY + timedelta(hours=1))
        ended, revoked = token_make(actor=house.contact, name="ended")
        token_revoke(actor=house.contact, token=ended)
    with moved_to(TUESDAY + timedelta(minutes=59)):
        assert calling(expired).get("/api/v1/me/").status_code == 200
    with moved_to(TUESDAY + timedelta(hours=1)):
        answers = [calling(secret).get("/api/v1/me/") for secret in (expired, revoked, "hostops_nonsense", "", "é")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert all('error="invalid_token"' in answer.headers["WWW-Authenticate"] for answer in answers)


def test_a_token_ends_with_its_person(house: House) -> None:
    _, secret = token_make(actor=house.contact, name="mine")
    Person.objects.filter(pk=house.contact.pk).update(is_active=False)
    assert calling(secret).get("/api/v1/me/").status_code == 401


def test_its_use_is_noted_once_a_minute(house: House) -> None:
    token, secret = token_make(actor=house.contact, name="mine")
    noted = []
    for seconds in (0, 59, 60, 61):
        with moved_to(TUESDAY + timedelta(seconds=seconds)):
            calling(secret).get("/api/v1/me/")
        noted.append((Token.objects.get(pk=token.pk).last_used_at - TUESDAY).total_seconds())  # type: ignore[operator]
    assert noted == [0, 0, 60, 60]
