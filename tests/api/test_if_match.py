"""`ETag` and `If-Match`: who decides on what they have read is told when it has changed since."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from hostops.alerts.models import Alert
from tests.api.conftest import Signed
from tests.api.rows import alert, clock, subject
from tests.conftest import TUESDAY
from tests.house import House
from tickets.models import Case


@pytest.fixture
def raised(house: House) -> Alert:
    version = house.contract.bindings.get().version
    return alert(clock(version, subject(house.harbor), TUESDAY), TUESDAY)


@pytest.fixture
def case(house: House) -> Case:
    """A case in its third state."""
    return Case.objects.create(
        subject=subject(house.harbor, "HC-0", "case"), account=house.harbor, contract=house.contract, title="x",
        description="x", channel="portal", reporter=house.contact, severity=3, state="open", coverage="covered",
        filed_at=TUESDAY, received_at=TUESDAY, updated_at=TUESDAY, version=3,
    )  # fmt: skip


@pytest.fixture
def client(house: House, signed: Signed) -> APIClient:
    return signed(house.engineer)


def assign(client: APIClient, case: Case, tag: str) -> Any:
    path = f"/api/v1/cases/{case.number}/assign/"
    return client.post(path, {"assignee": "engineer"}, format="json", headers={"If-Match": tag})


def test_what_counts_versions_has_its_version_for_a_tag(client: APIClient, case: Case) -> None:
    assert client.get(f"/api/v1/cases/{case.number}/").headers["ETag"] == f'"{case.number}:3"'


def test_a_change_with_the_present_tag_goes_through_and_gives_the_next(client: APIClient, case: Case) -> None:
    answer = assign(client, case, f'"{case.number}:3"')
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{case.number}:4"'


@pytest.mark.parametrize("tag", ['"{}:2"', '"{}:4"', '"HC-0:3"', 'W/"{}:3"', '"other"', '""'])
def test_any_other_tag_is_412_and_changes_nothing(client: APIClient, case: Case, tag: str) -> None:
    answer = assign(client, case, tag.format(case.number))
    assert answer.status_code == 412
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert f"{case.number}:3" in answer.json()["detail"]
    assert Case.objects.get(pk=case.pk).version == 3


@pytest.mark.parametrize("tag", ["*", '"other", "{}:3"', '  "{}:3"  '])
def test_any_of_several_will_do_and_a_star_always(client: APIClient, case: Case, tag: str) -> None:
    assert assign(client, case, tag.format(case.number)).status_code == 200


@pytest.mark.parametrize("tag", ["3", "", '"open', "'HC-1:3'", '"a" "b"', '*, "a"'])
def test_a_tag_without_its_quotes_is_400(client: APIClient, case: Case, tag: str) -> None:
    answer = assign(client, case, tag)
    assert answer.status_code == 400
    (found,) = answer.json()["errors"]
    assert (found["pointer"], found["in"]) == ("/If-Match", "header")


def test_what_counts_no_versions_is_compared_by_content(client: APIClient, raised: Alert) -> None:
    path = f"/api/v1/alerts/{raised.pk}/"
    tag = client.get(path).headers["ETag"]
    answer = client.post(f"{path}acknowledge/", headers={"If-Match": tag})
    assert answer.status_code == 200
    assert client.get(path).headers["ETag"] == answer.headers["ETag"] != tag
    assert client.post(f"{path}acknowledge/", headers={"If-Match": tag}).status_code == 412


def test_an_action_that_shows_something_else_compares_the_object(house: House, signed: Signed, raised: Alert) -> None:
    client, path = signed(house.manager), f"/api/v1/clocks/{raised.clock_id}/"
    body = {"cause": "customer", "reason": "They were not there."}
    stale = client.post(f"{path}attribute/", body, format="json", headers={"If-Match": '"old"'})
    assert stale.status_code == 412
    tag = client.get(path).headers["ETag"]
    assert client.post(f"{path}attribute/", body, format="json", headers={"If-Match": tag}).status_code == 201


def test_a_state_that_is_known_is_not_sent_again(client: APIClient, raised: Alert) -> None:
    path = f"/api/v1/alerts/{raised.pk}/"
    tag = client.get(path).headers["ETag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = client.get(path, headers={"If-None-Match": asked})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_version_says_nothing_of_instants_that_pass_so_it_is_always_sent(client: APIClient, case: Case) -> None:
    answer = client.get(f"/api/v1/cases/{case.number}/", headers={"If-None-Match": f'"{case.number}:3"'})
    assert answer.status_code == 200


def test_a_foreign_object_is_404_whatever_the_tag(house: House, signed: Signed, case: Case) -> None:
    assert assign(signed(house.stranger), case, '"nonsense"').status_code == 404
