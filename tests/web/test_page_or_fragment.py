"""The same address gives the page, or the fragment that htmx puts in place."""

from tests.browsing import HTMX, browser_of
from tests.house import House


def test_a_browser_gets_the_whole_page(house: House) -> None:
    html = browser_of(house.engineer).get("/policies/").content.decode()
    assert html.startswith("<!DOCTYPE html>")
    assert 'id="rail"' in html
    assert html.count("<h1>Policies</h1>") == 1


def test_htmx_gets_the_content_alone(house: House) -> None:
    html = browser_of(house.engineer).get("/policies/", headers=HTMX).content.decode()
    assert "<!DOCTYPE" not in html
    assert 'id="rail"' not in html
    assert html.count("<h1>Policies</h1>") == 1
    assert "<title>Policies · Hostops</title>" in html


def test_what_the_browser_restores_from_its_history_is_a_page(house: House) -> None:
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert b"<!DOCTYPE" in browser_of(house.engineer).get("/policies/", headers=headers).content


def test_caches_know_that_there_are_two(house: House) -> None:
    answer = browser_of(house.engineer).get("/policies/")
    assert "HX-Request" in answer["Vary"]
    assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))


def test_a_fragment_leaves_what_the_page_says_unless_it_has_something_to_say(house: House) -> None:
    browser = browser_of(house.engineer)
    assert 'id="messages"' not in browser.get("/policies/", headers=HTMX).content.decode()
    browser.post("/profile/", {"timezone": "UTC", "day_starts": "08:00", "day_ends": "20:00"})
    html = browser.get("/policies/", headers=HTMX).content.decode()
    assert 'hx-swap-oob="innerHTML"' in html
    assert "Your profile is saved." in html
