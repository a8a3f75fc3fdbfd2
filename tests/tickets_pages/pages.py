"""Reading a page as a person does."""

import re
from html import unescape
from typing import Any

from django.test import Client

from tickets.models import Case


def address(case: Case, act: str = "") -> str:
    return f"/cases/{case.number}/{act}{'/' if act else ''}"


def page(client: Client, where: str | Case, **query: Any) -> str:
    """The HTML at the address; it must be there."""
    answer = client.get(address(where) if isinstance(where, Case) else where, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words(html: str) -> str:
    """The text of the main part alone, on one line."""
    main = html[html.index("<main") : html.index("</main>")] if "<main" in html else html
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def text(client: Client, where: str | Case, **query: Any) -> str:
    return words(page(client, where, **query))


def part(html: str, ident: str) -> str:
    """The text from the element of that id to the end of the main part."""
    return words(html[html.index(f'id="{ident}"') - 1 : html.index("</main>")])


def rows(html: str) -> list[str]:
    """The numbers of the cases in the list, in order."""
    table = html[html.index('id="results"') :]
    return re.findall(r'<a class="case-link" href="/cases/(HC-\d+)/">', table)


def offers(html: str) -> list[str]:
    """The verbs that the page has buttons for, in order."""
    return re.findall(r'href="/cases/HC-\d+/([a-z]+)/" hx-get', html)
