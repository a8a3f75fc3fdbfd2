"""The planners' list: what must be done next, what lies ahead, and how it is narrowed."""

from datetime import datetime, timedelta

import pytest

from hostops.lib.now import moved_to
from maintenance.actions import window_cancel, window_convert, window_finish
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, begun, drafted, planned
from tests.maintenance_pages.emergencies import running
from tests.maintenance_pages.pages import listed, section
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words

WEEK = 7 * DAY


def next_of(browser: Browser, house: House) -> str:
    return words(section(page(browser(house.planner), "/windows/"), "next"))


def test_menu_names_it_by_side(house: House, browser: Browser) -> None:
    assert '<a class="rail-link" href="/windows/">Windows</a>' in page(browser(house.engineer), "/policies/")
    assert '<a class="rail-link" href="/windows/">Maintenance</a>' in page(browser(house.viewer), "/policies/")


def test_nothing_ahead_says_what_to_do(house: House, tuesday: datetime, browser: Browser) -> None:
    assert "Nothing lies ahead. Plan a window" in text(browser(house.planner), "/windows/")
    assert "New window" not in text(browser(house.engineer), "/windows/")


def test_what_lies_ahead_by_start_and_the_past_behind_a_filter(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    late, soon = drafted(house, starts_at=SUNDAY + WEEK), drafted(house)
    gone = window_cancel(actor=house.planner, window=drafted(house), reason="No need.")
    assert listed(page(browser(house.planner), "/windows/")) == [soon.number, late.number]
    with moved_to(SUNDAY + 5 * HOUR):
        assert listed(page(browser(house.planner), "/windows/")) == [late.number]
        assert listed(page(browser(house.planner), "/windows/", when="past")) == [gone.number, soon.number]
        assert listed(page(browser(house.planner), "/windows/", when="all")) == [
            soon.number, gone.number, late.number,
        ]  # fmt: skip


def test_next_is_the_notice_whose_last_moment_comes_first(house: House, tuesday: datetime, browser: Browser) -> None:
    later, first = planned(house, starts_at=SUNDAY + WEEK), planned(house)
    told = next_of(browser, house)
    assert told.index(first.number) < told.index(later.number)
    assert (
        f"Decide its use, then send the notice {first.number} Storage firmware 12 Apr 2026, 22:00 UTC in 33 d" in told
    )


def test_a_notice_is_loud_only_when_it_is_near(house: House, tuesday: datetime, browser: Browser) -> None:
    planned(house)
    assert "is-near" not in section(page(browser(house.planner), "/windows/"), "next")
    with moved_to(SUNDAY - 6 * DAY - HOUR):
        assert "is-near" in section(page(browser(house.planner), "/windows/"), "next")
    with moved_to(SUNDAY - 5 * DAY):
        assert "Its notice is too late: move or convert it" in next_of(browser, house)


def test_what_runs_and_who_is_silent(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house, steps=["Drain", "Flash"])
    assert f"1 account has not answered the notice {window.number}" in next_of(browser, house)
    begun(house, window)
    with moved_to(SUNDAY + HOUR):
        assert "Running, 0 of 2 steps done: ends" in next_of(browser, house)


def test_a_window_whose_time_has_come(house: House, tuesday: datetime, browser: Browser) -> None:
    announced(house)
    with moved_to(SUNDAY + HOUR):
        assert "Start it: its time has come" in next_of(browser, house)


def test_approvals_that_were_asked_for(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house, "long")
    with moved_to(SUNDAY - 8 * DAY):
        window_convert(actor=house.planner, window=window, kind="proactive", justification="The array fails.")
        assert "Planner asks to convert it to proactive: waits for a manager" in next_of(browser, house)
        told = words(section(page(browser(house.manager), "/windows/"), "next"))
    assert "Planner asks to convert it to proactive SW" in told


def test_a_report_that_is_owed(house: House, tuesday: datetime, browser: Browser) -> None:
    window = running(house)
    with moved_to(window.starts_at + HOUR):
        window_finish(actor=house.engineer, window=window, done="Patched.")
        assert f"Write the report {window.number}" in next_of(browser, house)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "long"}, ["long"]),
        ({"state": "planned"}, ["planned"]),
        ({"account": "nordic"}, ["long", "planned"]),
        ({"account": "Nord"}, ["long", "planned"]),
        ({"account": "harbor"}, []),
        ({"server": "erp"}, ["long", "planned"]),
        ({"server": "web1"}, []),
        ({"month": "2026-04"}, ["long", "planned"]),
        ({"month": "2026-05"}, []),
        ({"q": "firmware"}, ["long", "planned"]),
        ({"q": "nothing of it"}, []),
    ],
)
def test_filters(house: House, tuesday: datetime, browser: Browser, query: dict[str, str], found: list[str]) -> None:
    made = {"long": drafted(house, "long", starts_at=SUNDAY - DAY), "planned": planned(house)}
    shown = listed(page(browser(house.planner), "/windows/", **query))
    assert shown == [made[name].number for name in found]


def test_a_number_finds_it_whenever_it_was(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    with moved_to(SUNDAY + 300 * DAY):
        assert listed(page(browser(house.planner), "/windows/", q=window.number.lower())) == [window.number]


@pytest.mark.parametrize("query", [{"month": "soon"}, {"month": "9999-12"}, {"kind": "odd"}, {"when": "never"}])
def test_senseless_filters_find_nothing(
    house: House, tuesday: datetime, browser: Browser, query: dict[str, str]
) -> None:
    planned(house)
    assert listed(page(browser(house.planner), "/windows/", **query)) == []


def test_an_overrun_window_stays_in_sight(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house))
    with moved_to(window.ends_at + timedelta(minutes=5)):
        html = page(browser(house.planner), "/windows/")
    assert listed(html) == [window.number]
    assert "5 min late" in html


def test_what_is_far_waits_folded(house: House, tuesday: datetime, browser: Browser) -> None:
    windows = [planned(house, starts_at=SUNDAY + week * 5 * WEEK) for week in range(5)]
    told = next_of(browser, house)
    assert "1 more, later" in told
    assert told.index(windows[3].number) < told.index("1 more, later") < told.index(windows[4].number)
