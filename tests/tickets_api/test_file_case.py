"""`POST /cases/`: what a customer and what staff file, and what comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.house import House
from tests.tickets_api.calls import CASES, pointers
from tests.tickets_api.conftest import Callers
from tickets.models import Case

MINUTE = timedelta(minutes=1)


def test_customer_files_for_their_own_account(calls: Callers, tuesday: datetime) -> None:
    answer = calls.contact.file(server="web1", software="Shop", checked_locally="Our line is up.")
    assert answer.status_code == 201
    case = answer.json()
    assert {name: case[name] for name in ("account", "server", "software", "subject", "description", "reporter")} == {
        "account": "harbor", "server": "web1", "software": "Shop", "subject": "Shop is down",
        "description": "Nothing loads.", "reporter": "harbor-contact",
    }  # fmt: skip
    assert (case["state"], case["severity"], case["requested_severity"], case["channel"]) == ("new", 3, 3, "api")
    assert (case["assignee"], case["outcome"], case["coverage"]) == (None, None, "covered")
    assert case["received_at"] == case["filed_at"] == "2026-03-10T17:00:00Z"
    assert case["next_due"] == case["clocks"][0]["due_at"] == "2026-03-12T00:00:00Z"
    assert (case["clocks"][0]["kind"], case["clocks"][0]["state"]) == ("response", "running")
    assert case["checked_locally"] == "Our line is up."


def test_answer_is_what_the_case_shows_later(calls: Callers, tuesday: datetime) -> None:
    answer = calls.contact.file(server="web1")
    assert calls.contact.get(answer["Location"]).json() == answer.json()
    assert answer["Location"].endswith(f"{CASES}{answer.json()['number']}/")
    assert answer["ETag"] == f'"{answer.json()["number"]}:1"'


@pytest.mark.parametrize("channel", ["phone", "email", "portal", "monitoring"])
def test_customers_channel_is_the_api_whatever_they_send(calls: Callers, tuesday: datetime, channel: str) -> None:
    case = calls.contact.file(requested_severity=1, channel=channel).json()
    assert (case["channel"], case["clocks"][0]["state"], case["next_due"]) == ("api", "pending", None)


def test_customer_may_name_their_own_account(calls: Callers) -> None:
    assert calls.contact.file(account="harbor").status_code == 201


@pytest.mark.parametrize("slug", ["nordic", "nowhere"])
def test_foreign_account_is_as_unknown_as_none(calls: Callers, slug: str) -> None:
    answer = calls.contact.file(account=slug)
    assert (answer.status_code, pointers(answer)) == (400, ["/account"])
    assert answer.json()["errors"][0]["detail"] == "There is no such account."
    assert not Case.objects.exists()


def test_staff_name_the_account(calls: Callers) -> None:
    assert pointers(calls.engineer.file()) == ["/account"]
    assert pointers(calls.engineer.file(account="nowhere")) == ["/account"]
    assert calls.engineer.file(account="harbor").json()["account"] == "harbor"


def test_hostname_in_another_case_of_letters_is_the_same_server(calls: Callers) -> None:
    assert calls.contact.file(server="WEB1").json()["server"] == "web1"


@pytest.mark.parametrize("hostname", ["erp1", "nowhere1"])
def test_foreign_server_is_as_unknown_as_none(calls: Callers, hostname: str) -> None:
    for caller, more in ((calls.contact, {}), (calls.engineer, {"account": "harbor"})):
        answer = caller.file(server=hostname, **more)
        assert (answer.status_code, pointers(answer)) == (400, ["/server"])
        assert answer.json()["errors"][0]["detail"] == "harbor has no such server."


def test_unknown_software_is_refused(calls: Callers) -> None:
    assert pointers(calls.contact.file(software="Nothing")) == ["/software"]


def test_null_server_and_software(calls: Callers) -> None:
    case = calls.contact.file(server=None, software=None).json()
    assert (case["server"], case["software"]) == (None, None)


def test_software_limits_the_severity(calls: Callers) -> None:
    answer = calls.contact.file(software="Newsletter", requested_severity=2)
    assert pointers(answer) == ["/requested_severity"]
    assert "itpdx:2a" in answer.json()["detail"]


def test_what_is_missing_is_pointed_at(calls: Callers) -> None:
    assert pointers(calls.contact.post(CASES, {})) == ["/subject", "/description"]
    assert pointers(calls.contact.post(CASES, {"subject": "a", "description": "b"})) == ["/requested_severity"]
    assert pointers(calls.contact.file(subject="x" * 201)) == ["/subject"]


@pytest.mark.parametrize("severity", [0, 5, -1, 1.5, "high", True, [1], 10**12])
def test_severity_that_is_none(calls: Callers, severity: Any) -> None:
    answer = calls.contact.file(requested_severity=severity)
    assert (answer.status_code, pointers(answer)) == (400, ["/requested_severity"])


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_body_that_is_no_object(calls: Callers, body: Any) -> None:
    answer = calls.contact.client.post(CASES, "null" if body is None else body, "application/json")
    assert answer.status_code == 400


def test_name_that_is_no_field_is_refused(calls: Callers) -> None:
    assert pointers(calls.contact.file(severitty=1)) == ["/severitty"]


def test_policy_without_severities_takes_none(calls: Callers) -> None:
    case = calls.stranger.post(CASES, {"subject": "Slow", "description": "Since noon.", "server": "erp1"}).json()
    assert (case["account"], case["severity"], case["requested_severity"]) == ("nordic", None, None)


def test_call_that_staff_log_late_counts_from_then(calls: Callers, house: House, tuesday: datetime) -> None:
    case = calls.engineer.file(
        account="harbor", server="web1", requested_severity=1, channel="phone", reporter="harbor-contact",
        caller_name="Kim", caller_address="+1 503 555 0100",
        received_at="2026-03-10T09:45:00-07:00", received_reason="Called while the portal was closed.",
    ).json()  # fmt: skip
    assert (case["received_at"], case["filed_at"]) == ("2026-03-10T16:45:00Z", "2026-03-10T17:00:00Z")
    assert case["clocks"][0]["due_at"] == "2026-03-10T17:00:00Z"
    assert (case["channel"], case["reporter"], case["contact"]) == ("phone", "harbor-contact", None)
    [contact] = case["contacts"]
    assert (contact["channel"], contact["at"], contact["caller_name"]) == ("phone", "2026-03-10T16:45:00Z", "Kim")
    assert contact["logged_by"] == house.engineer.full_name


@pytest.mark.parametrize(
    ("received_at", "place"),
    [
        ("2026-03-10T17:01:00Z", "/received_at"),
        ("2026-03-10T16:00:00", "/received_at"),
        ("yesterday", "/received_at"),
        (7, "/received_at"),
        ("2026-03-10T16:00:00Z", "/received_reason"),
    ],
)
def test_receipt_that_cannot_be(calls: Callers, tuesday: datetime, received_at: Any, place: str) -> None:
    assert pointers(calls.engineer.file(account="harbor", received_at=received_at)) == [place]


def test_customer_cannot_backdate(calls: Callers, tuesday: datetime) -> None:
    answer = calls.contact.file(received_at="2026-03-10T16:00:00Z", received_reason="Earlier.")
    assert pointers(answer) == ["/received_at"]


def test_reporter_is_a_person_of_the_account(calls: Callers) -> None:
    assert pointers(calls.engineer.file(account="harbor", reporter="nordic-contact")) == ["/reporter"]
    assert pointers(calls.engineer.file(account="harbor", reporter="nobody")) == ["/reporter"]
    assert calls.engineer.file(account="harbor", reporter="harbor-viewer").json()["reporter"] == "harbor-viewer"


def test_customer_reports_for_themselves_alone(calls: Callers) -> None:
    assert pointers(calls.contact.file(reporter="harbor-holder")) == ["/reporter"]
    assert calls.contact.file(reporter="harbor-contact").status_code == 201


def test_priority_case_says_whom_to_call(calls: Callers, house: House, tuesday: datetime) -> None:
    case = calls.contact.file(requested_severity=1).json()
    contact = house.contract.bindings.get().version.parsed.contact
    assert contact is not None
    assert case["contact"] == {"phone": contact.phone, "email": contact.email}
    assert "itpdx:4h" in case["waits_for"]
    assert calls.contact.file(requested_severity=3).json()["contact"] is None


def test_over_the_cap_is_held_with_its_place_in_line(calls: Callers, tuesday: datetime) -> None:
    first, second, third = (calls.contact.file(requested_severity=1).json() for _ in range(3))
    assert (first["state"], first["place_in_line"]) == ("new", None)
    assert [(case["state"], case["place_in_line"]) for case in (second, third)] == [("held", 1), ("held", 2)]
    assert "itpdx:4g" in third["waits_for"]


def test_unregistered_server_waits_for_the_decision(calls: Callers, tuesday: datetime) -> None:
    case = calls.contact.file(server="new1").json()
    assert (case["unregistered"], case["coverage"], case["next_due"]) == (True, "undecided", None)
    assert "itpdx:3d" in case["waits_for"]
    assert case["contact"] is None


def test_viewer_may_not_file_and_learns_nothing_of_names(calls: Callers) -> None:
    for body in ({}, {"server": "web1"}, {"server": "nowhere1"}):
        answer = calls.viewer.file(**body)
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("received_at", ["1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999999+14:00"])
def test_receipt_long_ago(calls: Callers, tuesday: datetime, received_at: str) -> None:
    """A clock counts from the start of the contract at the earliest, however old the mail is that was found."""
    for severity in (1, 3, 4):
        more = {"channel": "email", "received_at": received_at, "received_reason": "Found in the archive."}
        case = calls.engineer.file(account="harbor", requested_severity=severity, **more)
        assert (case.status_code, case.json()["received_at"][-1]) == (201, "Z")
        assert case.json()["clocks"][0]["started_at"] == "2025-01-01T00:00:00Z"
