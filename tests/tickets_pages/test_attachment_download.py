"""Files are handed out as downloads, to whom may see their message."""

from datetime import datetime
from pathlib import Path

import pytest

from hostops.accounts.models import Person
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address
from tickets.actions import Upload, message_add
from tickets.models import Attachment, Case


def sent(house: House, case: Case, name: str = "page.html", visibility: str = "public") -> str:
    """An engineer's file on the case; its address."""
    upload = Upload(name, b"<script>alert(1)</script>")
    message_add(actor=house.engineer, case=case, body="See this.", visibility=visibility, attachments=[upload])
    return f"{address(case)}attachments/{Attachment.objects.latest('pk').pk}/"


def test_is_a_download_that_is_never_run(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = browser(house.contact).get(sent(house, file(house, 3)))
    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_name_of_any_script_survives(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = browser(house.contact).get(sent(house, file(house, 3), name='Bild "ä".png\r\nX-Evil: 1'))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Bild%20%22%C3%A4%22.png%20X-Evil%3A%201"


def test_file_of_an_internal_note_is_for_staff(house: House, tuesday: datetime, browser: Browser) -> None:
    where = sent(house, file(house, 3), visibility="internal")
    assert browser(house.contact).get(where).status_code == 404
    assert browser(house.engineer).get(where).status_code == 200


def test_stranger_and_nobody(house: House, neighbour: Person, tuesday: datetime, browser: Browser) -> None:
    where = sent(house, file(house, 3))
    assert browser(neighbour).get(where).status_code == 404
    signed_out = browser(neighbour)
    signed_out.logout()
    assert signed_out.get(where)["Location"].startswith("/accounts/login/")


def test_file_of_another_case_is_not_found_under_this_one(house: House, tuesday: datetime, browser: Browser) -> None:
    mine, other = file(house, 3), file(house, 3)
    where = sent(house, other).replace(other.number, mine.number)
    assert browser(house.engineer).get(where).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_number_of_no_file(house: House, tuesday: datetime, browser: Browser, number: str) -> None:
    case = file(house, 3)
    assert browser(house.engineer).get(f"{address(case)}attachments/{number}/").status_code == 404


def test_file_that_is_gone_from_the_disk(house: House, tuesday: datetime, browser: Browser) -> None:
    where = sent(house, file(house, 3), name="lost.txt")
    Path(Attachment.objects.latest("pk").file.path).unlink()
    assert browser(house.engineer).get(where).status_code == 404
