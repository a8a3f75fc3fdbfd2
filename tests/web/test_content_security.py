"""Pages hold under a strict Content-Security-Policy: nothing inline, nothing from another host."""

import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.browsing import browser_of
from tests.house import House
from tests.tickets.cases import clock, file

ADDRESSES = [
    "/alerts/",
    "/bell/",
    "/mails/",
    "/policies/",
    "/policies/itpdx/",
    "/policies/iptor/",
    "/profile/",
    "/profile/password/",
    "/profile/tokens/new/",
    "/nothing/",
]


class Inline(HTMLParser):
    """Finds what the policy would block: style and handler attributes, script and style without a file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        for name in ("src", "href", "action"):
            if "://" in (given.get(name) or "") and tag != "a":
                self.found.append(f"{tag} {given[name]}")


def blocked(answer: Any) -> list[str]:
    parser = Inline()
    parser.feed(answer.content.decode())
    return parser.found


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages(house: House, address: str) -> None:
    answer = browser_of(house.manager).get(address)
    assert blocked(answer) == []
    assert policy_of(answer) >= {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
    }


def test_a_clock(house: House, tuesday: datetime) -> None:
    assert blocked(browser_of(house.contact).get(f"/clocks/{clock(file(house)).pk}/")) == []


def test_the_sign_in(house: House) -> None:
    assert blocked(browser_of(None).get("/accounts/login/")) == []


def test_no_template_has_any() -> None:
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = template.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|\shx-on|javascript:|<style", source), template


def policy_of(answer: Any) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}
