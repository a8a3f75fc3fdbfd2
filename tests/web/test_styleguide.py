"""The page that shows every part in every state."""

from django.template.loader import get_template

from hostops.web.styleguide import parts
from tests.house import House
from tests.tickets_pages.pages import words


def test_every_part_is_shown_in_every_state(house: House) -> None:
    from django.test import Client

    client = Client()
    client.force_login(house.engineer)
    shown = words(client.get("/styleguide/").content.decode())
    for part in parts:
        assert part.title in shown
        for name, _ in part.states():
            assert name in shown


def test_a_part_is_the_template_that_the_pages_use() -> None:
    assert {"tickets/parts/message.html", "tickets/parts/level.html", "clocks/parts/picture.html"} <= {
        part.template for part in parts
    }
    for part in parts:
        get_template(part.template)
