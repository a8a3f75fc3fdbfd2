"""What a policy leaves open by its own values is said on its page, by REST, and when it is published."""

from io import StringIO

from django.core.management import call_command
from rest_framework.test import APIClient

from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.models import PolicyVersion
from hostops.policies.openings import openings, openings_of
from tests.browsing import browser_of, text_of
from tests.house import House

_SAID = "at worst none of the 7 that are kept can be restored"


def test_the_page_says_it_at_each_clause_that_it_comes_from(house: House) -> None:
    answer = browser_of(house.stranger).get("/policies/iptor/")
    said = {promise.clause.id for promise in answer.context["promises"] if promise.openings}
    assert said == {"iptor:2a", "iptor:2b"}
    page = " ".join(text_of(answer).split())
    assert page.count(_SAID) == 2
    assert "This policy leaves something open, even where everything in it is kept: iptor:2a" in page


def test_a_policy_that_leaves_nothing_open_says_nothing(house: House, itpdx: PolicyVersion) -> None:
    assert not openings(itpdx)
    assert "leaves something open" not in text_of(browser_of(house.contact).get("/policies/itpdx/"))


def test_by_rest(house: House) -> None:
    client = APIClient()
    client.force_authenticate(house.stranger)
    shown = client.get("/api/v1/policies/iptor/").json()["left_open"]
    assert [one["clauses"] for one in shown] == [["iptor:2a", "iptor:2b"], ["iptor:2b"]]
    assert _SAID in shown[0]["words"]
    assert "“Weekly full backup” 14 days" in shown[0]["mend"]


def test_whoever_publishes_it_is_told(db: None) -> None:
    out = StringIO()
    call_command("policies_publish", str(DOCUMENTS / "iptor.yaml"), stdout=out)
    assert "left open by iptor:2a, iptor:2b" in out.getvalue()
    assert _SAID in out.getvalue()


def test_a_policy_without_backups_leaves_nothing_open_of_them() -> None:
    assert openings_of(load(DOCUMENTS / "iptor.yaml").model_copy(update={"backups": None})) == ()
