"""A browser for tests: signed in as somebody, with htmx's headers where wanted."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from hostops.accounts.models import Person

HTMX = {"HX-Request": "true"}


def browser_of(person: Person | None, **more: Any) -> Client:
    """A client signed in as `person`; nobody for None."""
    client = Client(**more)
    if person is not None:
        client.force_login(person)
    return client


def text_of(answer: Any) -> str:
    """What a person reads on the page: its text, white space made single."""
    reader = _Text()
    reader.feed(answer.content.decode())
    return " ".join(" ".join(reader.pieces).split())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
