"""From a case filed in the browser to the alert in the bell, in the mails and by REST."""

import json
import os
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, SignIn

ENGINEERS_ZONE = "America/Los_Angeles"


def filed(page: Page, title: str, **fields: str) -> str:
    """Fill in the form that is open and send it; the number of the case."""
    page.fill("[name=subject]", title)
    page.fill("main [name=description]", "Every page answers with an error since ten.")
    page.check("[name=requested_severity][value='1']")
    for name, value in fields.items():
        control = page.locator(f"[name={name}]")
        (control.select_option if name == "channel" else control.fill)(value)
    page.get_by_role("button", name="File the case").click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/"))
    return page.url.partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


def sent(page: Page, case: str, act: str) -> None:
    """Send the form of the act that is open, and be back at the case."""
    page.locator(f"#act-{act} [type=submit]").click()
    page.wait_for_url(re.compile(rf"/cases/{case}/(#.*)?$"))


def shows_in_time(page: Page, path: str, text: str, seconds: float = 20) -> None:
    """The page has the text, looked at again and again for at most so long."""
    ends = time.monotonic() + seconds
    page.goto(path)
    while text not in page.locator("main").inner_text():
        assert time.monotonic() < ends, f"{path} does not show {text}"
        page.reload()


@cache
def token(data: str, username: str) -> str:
    """As an operator makes one beside the running portal; one a person."""
    given = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "HOSTOPS_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in given} | {"HOSTOPS_DATA": data}
    made = subprocess.run(
        [sys.executable, "manage.py", "token_create", username],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.splitlines()[-1]


def alerts(portal: str, secret: str, case: str) -> list[dict[str, Any]]:
    request = Request(f"{portal}/api/v1/alerts/?limit=50", headers={"Authorization": f"Bearer {secret}"})
    with urlopen(request) as answer:
        return [alert for alert in json.load(answer)["results"] if alert["subject"]["reference"] == case]


def test_a_priority_case_waits_for_its_call_and_counts_from_it(sign_in: SignIn) -> None:
    customer, engineer = sign_in("harbor-contact"), sign_in("engineer")
    customer.goto("/cases/new/")
    case = filed(customer, "Shop is down")
    expect(customer.locator("main")).to_contain_text("+1 503 555 0142")
    engineer.goto(f"/cases/{case}/contact/")
    engineer.select_option("#act-contact [name=channel]", "phone")
    engineer.fill("#act-contact [name=caller_name]", "Carl Jensen")
    sent(engineer, case, "contact")
    expect(engineer.locator("main")).to_contain_text(re.compile(r"in 14 min|in 15 min"))
    engineer.get_by_role("link", name=re.compile("Why")).first.click()
    expect(engineer.locator("main")).to_contain_text("itpdx:4c")
    expect(engineer.locator("main")).to_contain_text("counts from contact")
    engineer.goto(f"/cases/{case}/resolve/")  # leave harbor its place
    engineer.fill("#act-resolve [name=body]", "Restarted.")
    sent(engineer, case, "resolve")


def test_received_sixteen_minutes_ago_it_is_broken_at_once(sign_in: SignIn, portal: str, portal_data: str) -> None:
    engineer = sign_in("engineer")
    engineer.goto("/cases/new/?account=harbor")
    received = datetime.now(ZoneInfo(ENGINEERS_ZONE)) - timedelta(minutes=16)
    case = filed(
        engineer,
        "Checkout answers 502",
        channel="phone",
        received_at=received.strftime("%Y-%m-%dT%H:%M"),
        received_reason="The call came before the portal was open.",
    )
    expect(engineer.locator("main")).to_contain_text("Breached")
    shows_in_time(engineer, "/bell/", case)
    shows_in_time(engineer, "/mails/", case)
    said = alerts(portal, token(portal_data, "harbor-contact"), case)
    assert [alert["threshold"] for alert in said] == ["breach", "80%", "50%"]
    breach = datetime.fromisoformat(said[0]["instant"])
    assert abs(breach - received - timedelta(minutes=15)) < timedelta(minutes=1)
    engineer.goto(f"/cases/{case}/resolve/")
    engineer.fill("#act-resolve [name=body]", "Restarted.")
    sent(engineer, case, "resolve")
