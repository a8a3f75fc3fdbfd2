"""What a message says: what, whose, since when, due when in the reader's zone, and where to look."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.alerts.routing import route
from hostops.alerts.wording import customer_sentences, phrase
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, alert, mails, running, subject
from tests.house import House


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("80%", "has used 80% of its time"),
        ("PT1H before", "has less than 1 hour left"),
        ("P7D before", "has less than 7 days left"),
        ("breach", "is overdue"),
        ("pending", "waits for its start"),
        ("pending:again", "still waits for its start"),
        ("set_aside:2", "is not being watched"),
        ("breach:escalated", "is overdue, and nobody has acknowledged it"),
        ("something new", "something new"),
    ],
)
def test_thresholds_in_words(threshold: str, words: str) -> None:
    assert phrase(threshold) == words


def test_engineer_reads_everything_in_their_own_zone(house: House, tuesday: datetime, settings: Any) -> None:
    settings.PUBLIC_URL = "https://portal.example/"
    Person.objects.filter(username="manager").update(timezone="Europe/Stockholm")
    raised = alert(house, tuesday, "managers", cycle=2)
    route()
    [mail] = mails()
    assert mail.title == "S-1: response is overdue"
    assert mail.url == "/scenes/S-1/"
    assert mail.body == "\n".join(
        [
            "S-1: response is overdue.",
            "",
            "What:     Shop is down",
            "Whose:    Harbor",
            "Promise:  response, clause itpdx:4c, cycle 2",
            "Since:    Tue 10 Mar 2026, 18:00 CET (Europe/Stockholm)",
            "Due:      Tue 10 Mar 2026, 18:00 CET (Europe/Stockholm)",
            "",
            "Open it:  https://portal.example/scenes/S-1/",
            f"Why then: https://portal.example/clocks/{raised.clock_id}/",
            "",
            "You are told as a manager.",
        ]
    )


def test_what_was_seen_late_says_so(house: House, tuesday: datetime) -> None:
    running(house, tuesday)
    with moved_to(tuesday + 30 * MINUTE):
        from hostops.alerts.sweep import sweep

        sweep()
        route()
    mail = mails()[0]
    assert "Since:    Tue 10 Mar 2026, 17:10 UTC\n" in mail.body
    assert "Noticed:  Tue 10 Mar 2026, 17:30 UTC; the portal was late to see it" in mail.body


def test_pending_clock_has_no_due_instant_to_tell(house: House, tuesday: datetime) -> None:
    alert(house, tuesday, "managers", key="pending", started_at=None)
    route()
    assert "Due:      not reckoned while it waits\n" in mails()[0].body


def test_customer_reads_what_is_theirs_and_nothing_of_the_house(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "holder")
    Clock.objects.filter(pk=raised.clock_id).update(set_aside="KeyError: internal")
    route()
    [mail] = mails()
    assert mail.body.startswith("Hello Harbor Holder,\n\nS-1: response is overdue.\n\nAbout:    Shop is down\n")
    assert mail.body.endswith("You are told as the account holder.")
    assert "internal" not in mail.body


def test_desk_has_its_own_words_for_customers(house: House, tuesday: datetime) -> None:
    customer_sentences.add("scene_closing", "{reference} closes by itself on {due} unless you write.")
    alert(house, tuesday, "holder", "managers", kind="scene_closing")
    route()
    said = {mail.recipient.username: mail.body for mail in mails() if mail.recipient}
    assert "S-1 closes by itself on Tue 10 Mar 2026, 17:00 UTC unless you write." in said["harbor-holder"]
    assert "closes by itself" not in said["manager"]


def test_hostile_title_stays_one_line_of_plain_text(house: House, tuesday: datetime) -> None:
    evil = subject(house.harbor, title="x\r\nBcc: all@example.com\u202e{due}", reference="R\n1")
    alert(house, tuesday, "holder", subject=evil)
    route()
    [mail] = mails()
    assert "About:    x Bcc: all@example.com{due}\n" in mail.body
    assert mail.title == "R 1: response is overdue"
