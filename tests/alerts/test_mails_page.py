"""Mails that are files: staff read them as text, newest first; elsewhere there is no such page."""

from email.message import EmailMessage as Raw
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from hostops.alerts import mailbox
from tests.browsing import browser_of, text_of
from tests.house import House

FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path)
    return tmp_path


def send(subject: str = "Hello", body: str = "Plain words.", **more: Any) -> None:
    mail = EmailMultiAlternatives(subject, body, "portal@example.com", ["contact@example.com"], **more)
    mail.connection = get_connection()
    mail.send()


def written(folder: Path, name: str, raw: bytes) -> None:
    (folder / name).write_bytes(raw + b"\n" + b"-" * 79 + b"\n")


def test_a_mail_is_shown_with_its_headers_and_text(house: House, folder: Path) -> None:
    send("Case HC-1 was answered", "See <b>there</b>\nand here.", headers={"Auto-Submitted": "auto-generated"})
    browser = browser_of(house.engineer)
    assert "Case HC-1 was answered" in text_of(browser.get("/mails/"))
    html = browser.get(f"/mails/{mailbox.names()[0]}/").content.decode()
    for words in (
        "Auto-Submitted",
        "auto-generated",
        "contact@example.com",
        "See &lt;b&gt;there&lt;/b&gt;<br>and here.",
    ):
        assert words in html


def test_newest_first(house: House, folder: Path) -> None:
    written(folder, "20260101-120000-1.log", b"Subject: older\n\nx")
    written(folder, "20260102-120000-1.log", b"Subject: newer\n\nx")
    seen = text_of(browser_of(house.engineer).get("/mails/"))
    assert seen.index("newer") < seen.index("older")


def test_several_in_one_file(folder: Path) -> None:
    connection = get_connection()
    mails = [EmailMultiAlternatives(f"Mail {n}", "x", "a@example.com", ["b@example.com"]) for n in range(3)]
    connection.send_messages(mails)
    assert [mail.subject for mail in mailbox.mails_in(mailbox.names()[0])] == ["Mail 0", "Mail 1", "Mail 2"]


def test_html_and_attachments_are_named_and_never_run(house: House, folder: Path) -> None:
    mail = Raw()
    mail["Subject"] = "=?utf-8?q?Gr=C3=BC=C3=9Fe?="
    mail.add_alternative("<script>alert(1)</script>", subtype="html")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="evil.exe")
    written(folder, "20260101-120000-1.log", mail.as_bytes())
    html = browser_of(house.engineer).get("/mails/20260101-120000-1.log/").content.decode()
    assert "Grüße" in html
    assert "<script>alert" not in html
    assert "evil.exe (application/octet-stream)" in html


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?x-unknown?b?////?=\nContent-Type: text/plain; charset=martian\n\n\xff\xff",
        b"Content-Type: multipart/mixed; boundary=x\n\n--y",
        b"Date: not a date\nSubject: \xff\n\nx",
        b"Content-Transfer-Encoding: base64\n\n!!!!",
    ],
)
def test_what_can_hardly_be_read_breaks_nothing(house: House, folder: Path, raw: bytes) -> None:
    written(folder, "20260101-120000-1.log", raw)
    browser = browser_of(house.engineer)
    assert browser.get("/mails/").status_code == 200
    assert browser.get("/mails/20260101-120000-1.log/").status_code in (200, 404)


@pytest.mark.parametrize(
    "name", ["..", "settings.py", "..%2Fsecret.log", "20260101-120000-1.log%0a", "notes.txt", "20260101-120000-9.log"]
)
def test_no_other_file(house: House, folder: Path, name: str) -> None:
    for other in (folder.parent / "secret.log", folder / "notes.txt"):
        other.write_text("Subject: secret\n\nx")
    assert browser_of(house.engineer).get(f"/mails/{name}/").status_code == 404


def test_not_for_customers(house: House, folder: Path) -> None:
    send()
    assert browser_of(house.holder).get("/mails/").status_code == 404
    assert browser_of(house.holder).get(f"/mails/{mailbox.names()[0]}/").status_code == 404


def test_not_where_a_mail_server_is_set(house: House, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert browser_of(house.engineer).get("/mails/").status_code == 404


def test_none_yet_and_no_folder_yet(house: House, settings: Any, folder: Path) -> None:
    settings.EMAIL_FILE_PATH = str(folder / "not" / "there")
    assert "No mail yet." in text_of(browser_of(house.engineer).get("/mails/"))


def test_only_the_files_of_the_page_are_read(house: House, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(30):
        written(folder, f"202601{n + 1:02}-120000-1.log", b"Subject: x\n\nx")
    read: list[str] = []

    def noted(name: str) -> list[mailbox.Mail]:
        read.append(name)
        return []

    monkeypatch.setattr(mailbox, "mails_in", noted)
    browser_of(house.engineer).get("/mails/?page=2")
    assert len(read) == 5
