"""Writing a window down: the form, its check, wall-clock times, scope, and the copy of one that is there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hostops.accounts.models import Server
from maintenance.actions import window_cancel, window_change
from maintenance.models import Window
from maintenance.scope import scope_of
from tests.house import BEGAN, House
from tests.maintenance.scene import SUNDAY, announced, drafted, planned
from tests.maintenance_pages.pages import address, section, typed
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words

NEW, CHECK = "/windows/new/", "/windows/check/"


def sent(house: House, browser: Browser, where: str = NEW, **more: Any) -> tuple[int, str]:
    answer = browser(house.planner).post(where, typed(**more))
    return answer.status_code, answer.content.decode() if answer.status_code != 302 else answer["Location"]


def checked(house: House, browser: Browser, **more: Any) -> str:
    status, html = sent(house, browser, CHECK, **more)
    assert status == 200
    return words(section(html, "checked-title"))


def test_a_draft_is_kept_as_typed(house: House, tuesday: datetime, browser: Browser) -> None:
    status, where = sent(house, browser, expected_downtime="45", effect="Down.", steps="Drain\n\n Flash ")
    window = Window.objects.get()
    assert (status, where) == (302, address(window))
    assert (window.state, window.kind, window.timezone) == ("draft", "short", "Europe/Stockholm")
    assert (window.starts_at, window.ends_at) == (SUNDAY, SUNDAY + timedelta(hours=4))
    assert (window.expected_downtime, window.effect) == (2700, "Down.")
    assert list(window.steps.values_list("text", flat=True)) == ["Drain", "Flash"]
    assert list(scope_of(window).servers) == [house.nordic_server]


def test_only_planners_write(house: House, tuesday: datetime, browser: Browser) -> None:
    for who in (house.engineer, house.stranger, house.contact):
        assert browser(who).get(NEW).status_code == 403
        assert browser(who).post(NEW, typed()).status_code == 403
        assert browser(who).post(CHECK, typed()).status_code == 403
    assert Window.objects.count() == 0


def test_kinds_are_told_in_the_policys_own_words(house: House, tuesday: datetime, browser: Browser) -> None:
    told = text(browser(house.planner), NEW)
    assert "Shorter Operations Policy, “Shorter service window” (iptor:5f), up to 6 hours: 6 days of notice" in told
    assert "Agreed Hosting Service Level Agreement, “Agreed window” (itpdx:6c)" in told


def test_check_says_until_when_and_by_which_rule(house: House, tuesday: datetime, browser: Browser) -> None:
    told = checked(house, browser)
    assert "Lawful if its notice is sent in time" in told
    assert "Last lawful moment to send the notice 12 Apr 2026, 22:00:00 UTC in 33 d 5 h" in told
    assert "6 days of notice by Operations Policy version 1 ( iptor:5f ) , counted in Europe/Stockholm" in told
    assert "Earliest lawful start for a notice sent now 16 Mar 2026, 17:00:00 UTC" in told
    assert "1 account, 1 server Nordic" in told
    assert Window.objects.count() == 0


def test_check_gives_each_reason_with_its_clause(house: House, tuesday: datetime, browser: Browser) -> None:
    told = checked(house, browser, starts="2026-03-12T00:00", ends="2026-03-12T08:00")
    assert "Not lawful as it stands" in told
    assert "a short window lasts up to 6 hours; this one lasts 8 hours. ( iptor:5e )" in told.replace(
        "A short", "a short"
    )
    assert "6 days of notice are promised" in told


def test_check_says_what_is_missing(house: House, tuesday: datetime, browser: Browser) -> None:
    assert "To be checked it lacks: what kind, starts" in checked(house, browser, kind="", starts="")
    assert "Name a location, a zone, an account or a server." in checked(house, browser, servers="")


def test_check_shows_what_it_runs_into(house: House, tuesday: datetime, browser: Browser) -> None:
    other = planned(house)
    assert f"Runs into {other.number} window Storage firmware" in checked(house, browser)
    assert "It runs into nothing else" in checked(house, browser, besides=str(other.pk))


@pytest.mark.parametrize("year", [2000, 2199])
def test_the_ends_of_time_are_checked_too(house: House, tuesday: datetime, browser: Browser, year: int) -> None:
    told = checked(house, browser, starts=f"{year}-01-01T00:00", ends=f"{year}-01-01T02:00")
    assert ("Lawful if its notice" in told) == (year > 2026)


@pytest.mark.parametrize("besides", ["x", "9" * 30, "-1"])
def test_a_senseless_window_besides_is_none(house: House, tuesday: datetime, browser: Browser, besides: str) -> None:
    assert "Lawful if its notice" in checked(house, browser, besides=besides)


def test_check_works_without_scripts(house: House, tuesday: datetime, browser: Browser) -> None:
    status, html = sent(house, browser, title="", check="1")
    assert status == 200
    assert "Lawful if its notice is sent in time" in words(html)
    assert 'value="2026-04-19T00:00"' in html
    assert Window.objects.count() == 0


def test_start_at_the_earliest_moment(house: House, tuesday: datetime, browser: Browser) -> None:
    status, html = sent(
        house, browser, starts="2026-03-12T00:00", ends="2026-03-12T05:00", start="2026-03-16T17:00:01Z"
    )
    assert status == 200
    assert 'value="2026-03-16T18:15"' in html
    assert 'value="2026-03-16T23:15"' in html
    assert "Lawful if its notice" in words(html)


@pytest.mark.parametrize("start", ["nonsense", "2026-03-16T17:00:00", "9999-12-31T23:59:59Z"])
def test_a_senseless_start_moves_nothing(house: House, tuesday: datetime, browser: Browser, start: str) -> None:
    assert sent(house, browser, start=start)[0] == 200


def test_a_time_that_does_not_exist_is_refused_by_name(house: House, tuesday: datetime, browser: Browser) -> None:
    status, html = sent(house, browser, starts="2027-03-28T02:30", ends="2027-03-28T05:00")
    assert status == 200
    assert "02:30 does not exist on 28 Mar 2027 in Europe/Stockholm" in words(html)
    assert "Write 01:30 CET or 03:30 CEST." in words(html)
    assert Window.objects.count() == 0


def test_a_time_that_happens_twice_is_asked_about(house: House, tuesday: datetime, browser: Browser) -> None:
    twice = {"starts": "2026-10-25T02:30", "ends": "2026-10-25T05:00"}
    assert 'name="starts_which"' not in page(browser(house.planner), NEW)
    _, html = sent(house, browser, **twice)
    assert "02:30 happens twice on 25 Oct 2026 in Europe/Stockholm. Say which is meant." in words(html)
    assert "The first: 02:30 CEST (UTC+02:00)" in words(html)
    assert sent(house, browser, **twice, starts_which="second")[0] == 302
    window = Window.objects.get()
    assert window.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert 'value="second" selected' in page(browser(house.planner), address(window, "change"))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"ends": "2026-04-19T00:00"}, "It ends before it starts."),
        ({"starts": "2026-12-31T22:00", "ends": "2027-01-01T02:00"}, "crosses from 2026 into 2027"),
        ({"timezone": "Mars/Phobos"}, "is not a time zone"),
        ({"starts": "sometime"}, "Write a date and a time"),
        ({"title": ""}, "This field is required."),
        ({"servers": ""}, "Name a location, a zone, an account or a server."),
        ({"servers": "erp9"}, "There is no server erp9. There is erp1."),
        ({"servers": "<b>"}, "There is no server &lt;b&gt;."),
        ({"accounts": ["nobody"]}, "Select a valid choice."),
        ({"expected_downtime": "999"}, "It does not fit into the window"),
        ({"expected_downtime": "-1"}, "greater than or equal to 0"),
        ({"kind": "odd"}, "Select a valid choice."),
    ],
)
def test_bad_input_is_told_at_its_field(
    house: House, tuesday: datetime, browser: Browser, more: dict[str, Any], told: str
) -> None:
    status, html = sent(house, browser, **more)
    assert status == 200
    assert told in html
    assert Window.objects.count() == 0


def test_a_name_that_two_servers_have_must_say_whose(house: House, tuesday: datetime, browser: Browser) -> None:
    Server.objects.create(
        account=house.harbor, contract=house.contract, hostname="ERP1", registered_at=BEGAN, online_at=BEGAN
    )
    _, html = sent(house, browser)
    assert "erp1 is not one server: write harbor/erp1 or nordic/erp1." in words(html)
    assert sent(house, browser, servers="nordic/erp1, web1")[0] == 302
    assert len(scope_of(Window.objects.get()).servers) == 2


def test_everything_is_a_scope(house: House, tuesday: datetime, browser: Browser) -> None:
    told = checked(house, browser, scope="all")
    assert "2 accounts, 3 servers Harbor, Nordic" in told
    assert "Hosting Service Level Agreement version 1 knows no short windows" in told


def test_plan_one_like_this(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house, effect="Down.", steps=["Drain", "Flash"])
    html = page(browser(house.planner), NEW, like=window.number)
    for kept in ('value="Storage firmware"', ">\nDown.<", "Drain\nFlash", ">\nnordic/erp1<"):
        assert kept in html
    assert "2026-04-19" not in html


def test_one_like_nothing_is_blank(house: House, tuesday: datetime, browser: Browser) -> None:
    for like in ("SW-999999", "HC-1", "SW-99999999999999999999"):
        assert browser(house.planner).get(NEW, {"like": like}).status_code == 200


def test_what_was_not_touched_stays_to_the_microsecond(house: House, tuesday: datetime, browser: Browser) -> None:
    odd = SUNDAY + timedelta(seconds=7, microseconds=123)
    window = announced(house, starts_at=odd)
    html = page(browser(house.planner), address(window, "change"))
    assert 'value="2026-04-19T00:00:07"' in html
    status, _ = sent(
        house, browser, address(window, "change"), starts="2026-04-19T00:00:07", ends="2026-04-19T04:00:07",
        version=str(window.version), decision="used", expected_downtime="60", effect="The shop is down.", title="Other",
    )  # fmt: skip
    window.refresh_from_db()
    assert (status, window.title, window.starts_at) == (302, "Other", odd)
    assert window.announced_at is not None


def test_what_is_announced_is_converted_not_changed_to_another_kind(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    window = announced(house)
    html = page(browser(house.planner), address(window, "change"))
    assert 'value="short"' in html
    assert 'value="long"' not in html
    assert sent(house, browser, address(window, "change"), kind="long")[0] == 200
    window.refresh_from_db()
    assert window.kind == "short"


def test_somebody_elses_change_is_told_and_nothing_typed_is_lost(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    window = drafted(house)
    read = window.version
    window_change(actor=house.manager, window=window, title="Theirs")
    status, html = sent(house, browser, address(window, "change"), version=str(read), title="Mine")
    assert status == 412
    assert "Since you read it: Manager changed it" in words(html)
    assert 'value="Mine"' in html
    window.refresh_from_db()
    assert window.title == "Theirs"
    assert sent(house, browser, address(window, "change"), version=str(window.version), title="Mine")[0] == 302


def test_what_has_ended_is_not_changed(house: House, tuesday: datetime, browser: Browser) -> None:
    window = window_cancel(actor=house.planner, window=drafted(house), reason="No.")
    answer = browser(house.planner).get(address(window, "change"))
    assert answer.status_code == 409
    assert "cannot be changed any more" in answer.content.decode()


def test_a_strangers_window_cannot_be_changed(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    assert browser(house.contact).post(address(window, "change"), typed()).status_code == 404
    assert browser(house.stranger).post(address(window, "change"), typed()).status_code == 403
