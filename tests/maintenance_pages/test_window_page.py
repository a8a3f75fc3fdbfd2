"""The page of a window: what stands there in each state, for each side."""

from datetime import datetime

import pytest

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role
from hostops.lib.now import moved_to
from maintenance.actions import notice_answer, window_change, window_finish, window_report
from maintenance.models import Addressee, KeptAlert
from maintenance.scope import Scope
from tests.house import BEGAN, House, contract, person
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, begun, drafted, planned
from tests.maintenance_pages.emergencies import ready
from tests.maintenance_pages.pages import address, offers, section
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words


@pytest.fixture
def fjord(house: House) -> Person:
    """The named contact of a second account on nordic's policy."""
    made = Account.objects.create(slug="fjord", name="Fjord Zebra")
    under = contract(made, house.nordic_contract.bindings.get().version)
    Server.objects.create(account=made, contract=under, hostname="fjord1", registered_at=BEGAN, online_at=BEGAN)
    return person("fjord-contact", Role.NAMED_CONTACT, made)


def test_a_draft_is_the_staffs_own(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house)
    assert "Nothing is owed of a draft." in text(browser(house.engineer), address(window))
    for customer in (house.stranger, house.contact, house.viewer):
        assert browser(customer).get(address(window)).status_code == 404


def test_a_window_of_others_does_not_exist(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    for customer in (house.holder, house.contact, house.viewer):
        assert browser(customer).get(address(window)).status_code == 404
    assert browser(house.stranger).get(address(window)).status_code == 200


def test_until_when_it_must_be_sent_and_why(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    html = page(browser(house.planner), address(window))
    told = words(section(html, "notice"))
    assert "Send it 12 Apr 2026, 22:00:00 UTC in 33 d 5 h Why?" in told
    assert "( iptor:5f ) : 6 days, counted in Europe/Stockholm" in told
    assert "earliest lawful start is 16 Mar 2026, 17:00 UTC" in told
    assert f'href="/clocks/{window.subject.clocks.get().pk}/"' in section(html, "notice")


def test_times_in_the_readers_zone_and_the_windows(house: House, tuesday: datetime, browser: Browser) -> None:
    told = words(section(page(browser(house.planner), address(planned(house))), "when"))
    assert "Sat 18 Apr 2026, 22:00 to Sun 19 Apr, 02:00 UTC" in told
    assert "Sun 19 Apr 2026, 00:00 to 04:00 CEST Europe/Stockholm" in told


def test_too_late_says_what_is_possible(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house, "long", starts_at=SUNDAY)
    with moved_to(SUNDAY - 10 * DAY):
        html = page(browser(house.planner), address(window))
    told = words(html)
    assert "It cannot start as it is. Its notice had to be sent by Thu 19 Mar, 23:00 UTC and was not" in told
    assert "Move it: a notice sent now is in time for a start" in told
    assert 'href="/windows/' in html
    assert f"{address(window)}convert/?kind=proactive" in html
    assert "Make it emergency" in told


def test_kept_and_who_has_answered(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    html = page(browser(house.planner), address(window))
    assert "✓ Kept The last lawful moment was 12 Apr 2026, 22:00:00 UTC" in words(section(html, "notice"))
    assert "1 to chase" in words(section(html, "accounts"))
    notice_answer(actor=house.stranger, addressee=Addressee.objects.get(), answer="declined", note="Our closing night.")
    answered = words(section(page(browser(house.planner), address(window)), "accounts"))
    assert "✕ Declined Nordic Contact, 10 Mar 2026, 17:00 UTC just now : Our closing night." in answered
    assert "to chase" not in answered


def test_those_to_call_come_first(house: House, tuesday: datetime, fjord: Person, browser: Browser) -> None:
    assert fjord.account
    window = announced(house, scope=Scope(accounts=[house.nordic, fjord.account]))
    notice_answer(actor=fjord, addressee=Addressee.objects.get(person=fjord), answer="accepted")
    told = words(section(page(browser(house.planner), address(window)), "accounts"))
    assert told.index("Nordic") < told.index("Fjord Zebra")


def test_a_customer_sees_its_own_row_alone(house: House, tuesday: datetime, fjord: Person, browser: Browser) -> None:
    assert fjord.account
    window = announced(house, scope=Scope(accounts=[house.nordic, fjord.account]))
    notice_answer(actor=fjord, addressee=Addressee.objects.get(person=fjord), answer="accepted", note="Zebra says yes")
    html = page(browser(house.stranger), address(window))
    assert "Zebra" not in html
    assert "fjord" not in html
    assert "erp1" in words(html)
    assert "Your servers erp1" in words(html)


def test_a_customer_reads_what_it_means_and_whether_it_was_kept(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    told = text(browser(house.stranger), address(announced(house)))
    assert "What it means for you Outage, expected downtime 1 h." in told
    assert "Promised by 12 Apr 2026, 22:00 UTC" in told
    assert ": kept." in told
    assert "Accept, decline or ask" in told


def test_servers_added_later_are_marked(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house, scope=Scope(accounts=[house.nordic]))
    Server.objects.create(
        account=house.nordic, contract=house.nordic_contract, hostname="erp2", registered_at=BEGAN, online_at=BEGAN
    )
    assert "Added since it was announced: erp2 (Nordic). Nobody was told of it" in text(
        browser(house.planner), address(window)
    )


def test_more_than_announced_needs_a_new_notice(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    window_change(actor=house.planner, window=window, ends_at=window.ends_at + HOUR)
    html = page(browser(house.planner), address(window))
    assert "It is more than what was announced" in words(html)
    assert "announce" in offers(html)


def test_an_emergency_lists_whom_to_consult(house: House, tuesday: datetime, browser: Browser) -> None:
    window = ready(house)
    told = text(browser(house.planner), address(window))
    assert "Talked over with Nordic : Nils" in told
    assert "How does the solution affect more services than the current incident does? Every tenant is hit." in told
    assert "no least notice is promised. There were 941 h of notice" in told
    assert "Do it tonight." in text(browser(house.stranger), address(window))


def test_what_monitoring_said_is_the_staffs(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + HOUR):
        KeptAlert.objects.create(window=window, server=house.nordic_server, title="Disk latency", at=SUNDAY + HOUR)
        assert "erp1 Disk latency" in text(browser(house.engineer), address(window))
        assert "Disk latency" not in text(browser(house.stranger), address(window))


def test_overrun_is_said_to_both_sides(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house))
    with moved_to(window.ends_at + HOUR):
        assert "What is down beyond its end counts as unscheduled." in text(browser(house.engineer), address(window))
        assert "Our engineers still work on it." in text(browser(house.stranger), address(window))


def test_what_was_done_is_read_with_the_report(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + 2 * HOUR):
        window_finish(actor=house.engineer, window=window, done="Flashed both.")
        assert "Flashed both." not in text(browser(house.stranger), address(window))
        window_report(actor=house.planner, window=window, report="No data was lost.")
        told = text(browser(house.stranger), address(window))
    assert "Flashed both." in told
    assert "No data was lost." in told


def test_words_of_a_stranger_are_never_run(house: House, tuesday: datetime, browser: Browser) -> None:
    evil = "<script>alert(1)</script>"
    window = announced(house, title=evil, effect=evil, steps=[evil])
    for who in (house.planner, house.stranger):
        assert evil not in page(browser(who), address(window))
    assert evil not in page(browser(house.planner), f"{address(window)}preview/")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("planner", ["decide", "change", "convert", "cancel", "link"]),
        ("engineer", ["link"]),
        ("stranger", ["answer"]),
    ],
)
def test_verbs_are_by_role(house: House, tuesday: datetime, browser: Browser, who: str, expected: list[str]) -> None:
    window = announced(house)
    assert sorted(offers(page(browser(getattr(house, who)), address(window)))) == sorted(expected)


def test_a_downtime_is_recorded_from_its_window(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + HOUR):
        html = page(browser(house.engineer), address(window))
        assert f'href="/availability/downtimes/new/?window={window.number}"' in html
        assert f'value="{window.number}"' in page(
            browser(house.engineer), "/availability/downtimes/new/", window=window.number
        )
        assert "Record a downtime" not in page(browser(house.stranger), address(window))
