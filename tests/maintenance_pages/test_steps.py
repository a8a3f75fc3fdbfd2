"""Steps are ticked off in the page, with and without scripts."""

from datetime import datetime

from hostops.lib.now import moved_to
from maintenance.actions import window_cancel
from maintenance.models import Window, WindowStep
from tests.browsing import HTMX
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced, begun, drafted
from tests.maintenance_pages.pages import address
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text


def running(house: House) -> Window:
    return begun(house, announced(house, steps=["Drain", "Flash"]))


def where(step: WindowStep) -> str:
    return f"/windows/{step.window.number}/steps/{step.pk}/"


def test_ticked_and_taken_back(house: House, tuesday: datetime, browser: Browser) -> None:
    window = running(house)
    step = window.steps.first()
    assert step
    with moved_to(SUNDAY + HOUR):
        answer = browser(house.engineer).post(where(step), {"done": "1"})
        assert answer["Location"] == f"{address(window)}#steps"
        assert "Steps 1 of 2 done ✓ Drain Engineer" in text(browser(house.engineer), address(window))
        browser(house.engineer).post(where(step), {"done": ""})
    step.refresh_from_db()
    assert step.done_at is None


def test_htmx_gets_the_list_in_its_place(house: House, tuesday: datetime, browser: Browser) -> None:
    window = running(house)
    step = window.steps.first()
    assert step
    with moved_to(SUNDAY + HOUR):
        answer = browser(house.engineer).post(where(step), {"done": "1"}, headers=HTMX)
    html = answer.content.decode()
    assert 'id="steps"' in html
    assert "<html" not in html
    assert f'id="step-{step.pk}" aria-pressed="true"' in html


def test_a_step_of_another_window_is_not_found(house: House, tuesday: datetime, browser: Browser) -> None:
    step = running(house).steps.first()
    other = drafted(house)
    assert step
    assert browser(house.engineer).post(f"{address(other)}steps/{step.pk}/", {"done": "1"}).status_code == 404


def test_customers_tick_nothing_and_see_no_steps(house: House, tuesday: datetime, browser: Browser) -> None:
    window = running(house)
    step = window.steps.first()
    assert step
    assert browser(house.stranger).post(where(step), {"done": "1"}).status_code == 403
    assert browser(house.contact).post(where(step), {"done": "1"}).status_code == 404
    assert "Drain" not in page(browser(house.stranger), address(window))


def test_a_cancelled_windows_steps_stand_still(house: House, tuesday: datetime, browser: Browser) -> None:
    window = window_cancel(actor=house.planner, window=drafted(house, steps=["Drain"]), reason="No.")
    step = window.steps.first()
    assert step
    assert browser(house.engineer).post(where(step), {"done": "1"}).status_code == 409
    assert "step-tick" not in page(browser(house.engineer), address(window))
