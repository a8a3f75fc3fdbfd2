"""The verbs on a window, each as a form in its page: what it says before, does, and refuses."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.alerts.models import Delivery
from hostops.lib.now import moved_to
from maintenance.actions import window_decide, window_plan, window_propose
from maintenance.models import Consultation, Window
from maintenance.scope import Scope
from tests.browsing import HTMX
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, begun, decided, drafted, planned
from tests.maintenance_pages.emergencies import ready
from tests.maintenance_pages.pages import address, offers, typed
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words


def do(browser: Browser, who: Person, window: Window, act: str, **given: Any) -> Any:
    """Send the form of the verb; the window is read again."""
    answer = browser(who).post(address(window, act), {"version": window.version, **given})
    window.refresh_from_db()
    return answer


def agreed(house: House, **more: Any) -> Window:
    given = {"scope": Scope(servers=[house.server]), "effect": "A page.", "expected_downtime": HOUR, **more}
    return window_propose(actor=house.planner, window=drafted(house, "agreed", **given))


def test_plan(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house)
    assert "Its notice must be sent by 12 Apr 2026, 22:00 UTC in 33 d 5 h" in text(
        browser(house.planner), address(window, "plan")
    )
    assert do(browser, house.planner, window, "plan").status_code == 302
    assert window.state == "planned"


def test_what_it_runs_into_needs_a_word(house: House, tuesday: datetime, browser: Browser) -> None:
    other, window = planned(house), drafted(house)
    assert f"It runs into: {other.number}" in text(browser(house.planner), address(window, "plan"))
    answer = do(browser, house.planner, window, "plan")
    assert "Say why it is planned in spite of that." in answer.content.decode()
    do(browser, house.planner, window, "plan", word="Both touch one array.")
    assert (window.state, window.warnings_word) == ("planned", "Both touch one array.")


def test_what_is_not_lawful_says_why_and_stays(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house, ends_at=SUNDAY + 7 * HOUR)
    answer = do(browser, house.planner, window, "plan")
    assert answer.status_code == 409
    assert "a short window lasts up to 6 hours" in answer.content.decode()
    assert window.state == "draft"


def test_decide(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    do(browser, house.planner, window, "decide", decision="not_used", impact="none", effect="")
    assert (window.decision, window.impact) == ("not_used", "none")


def test_announcing_says_to_how_many_and_whether_in_time(house: House, tuesday: datetime, browser: Browser) -> None:
    window = decided(house, planned(house))
    told = text(browser(house.planner), address(window, "announce"))
    assert "In time: the last lawful moment is 12 Apr 2026, 22:00:00 UTC" in told
    assert "It goes to 1 person of 1 account : account holders and named contacts." in told
    assert do(browser, house.planner, window, "announce").status_code == 302
    assert window.state == "announced"
    assert Delivery.objects.filter(channel="email", recipient=house.stranger).exists()


def test_announcing_late_warns_and_is_possible(house: House, tuesday: datetime, browser: Browser) -> None:
    window = decided(house, planned(house))
    with moved_to(SUNDAY - 6 * DAY + timedelta(minutes=1)):
        assert "It is too late for this start." in text(browser(house.planner), address(window, "announce"))
        do(browser, house.planner, window, "announce")
        assert "It cannot start as it is." in text(browser(house.planner), address(window))
    with moved_to(SUNDAY):
        html = page(browser(house.engineer), address(window))
        assert "start" not in offers(html)
        assert browser(house.engineer).post(address(window, "start"), {}).status_code == 409
    window.refresh_from_db()
    assert window.state == "announced"


def test_an_account_without_contacts_is_named(house: House, tuesday: datetime, browser: Browser) -> None:
    window = decided(house, planned(house))
    Person.objects.filter(pk=house.stranger.pk).update(is_active=False)
    assert "Nobody to tell at Nordic" in text(browser(house.planner), address(window, "announce"))


def test_what_the_notice_lacks_is_told(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    answer = do(browser, house.planner, window, "announce")
    assert "Say whether the window is used." in answer.content.decode()
    assert window.state == "planned"


def test_preview_is_what_they_read(house: House, tuesday: datetime, browser: Browser) -> None:
    window = decided(house, planned(house))
    told = text(browser(house.planner), f"{address(window)}preview/", account="nordic")
    assert "To Nordic Contact <nordic-contact@example.com>" in told
    assert "This is the notice of a service window." in told
    assert "The shop is down." in told
    assert browser(house.stranger).get(f"{address(window)}preview/").status_code == 403
    assert browser(house.contact).get(f"{address(window)}preview/").status_code in (403, 404)


def test_start_finish_report(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    assert "start" not in offers(page(browser(house.engineer), address(window)))
    with moved_to(SUNDAY):
        do(browser, house.engineer, window, "start")
        assert window.state == "in_progress"
    with moved_to(SUNDAY + HOUR):
        assert (
            "Write something here."
            in do(browser, house.engineer, window, "finish", done=" ", was_down="no").content.decode()
        )
        do(browser, house.engineer, window, "finish", done="Flashed.", was_down="no")
        do(browser, house.planner, window, "report", report="All went well.")
    assert (window.state, window.done, window.report) == ("reported", "Flashed.", "All went well.")


def test_finishing_says_that_steps_are_open(house: House, tuesday: datetime, browser: Browser) -> None:
    window = begun(house, announced(house, steps=["Drain", "Flash"]))
    with moved_to(SUNDAY + HOUR):
        assert "0 of 2 steps are ticked off." in text(browser(house.engineer), address(window, "finish"))


def test_cancel_needs_its_reason(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    assert "Write something here." in do(browser, house.planner, window, "cancel", reason="").content.decode()
    do(browser, house.planner, window, "cancel", reason="The vendor withdrew it.")
    assert window.state == "cancelled"
    assert "The vendor withdrew it." in text(browser(house.stranger), address(window))


def test_a_planner_asks_and_a_manager_approves(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house, "long")
    with moved_to(SUNDAY - 10 * DAY):
        form = text(browser(house.planner), address(window, "convert"))
        assert "Ask a manager" in form
        do(browser, house.planner, window, "convert", kind="proactive", justification="The array fails.")
        assert window.kind == "long"
        assert "Planner asks to make it proactive" in text(browser(house.planner), address(window))
        assert "convert" not in offers(page(browser(house.planner), address(window)))
        opened = page(browser(house.manager), address(window, "convert"), kind="proactive")
        assert "The array fails." in opened
        do(browser, house.manager, window, "convert", kind="proactive", justification="The array fails.")
        assert window.kind == "proactive"
        told = text(browser(house.planner), address(window))
    assert "From long to proactive The array fails. asked by Planner" in told
    assert "approved by Manager" in told


def test_a_manager_declines_with_a_reason(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house, "long")
    with moved_to(SUNDAY - 10 * DAY):
        assert "decline" not in offers(page(browser(house.manager), address(window)))
        do(browser, house.planner, window, "convert", kind="proactive", justification="The array fails.")
        assert "decline" not in offers(page(browser(house.planner), address(window)))
        assert "decline" in offers(page(browser(house.manager), address(window)))
        do(browser, house.manager, window, "decline", reason="It can wait.")
        told = text(browser(house.planner), address(window))
    assert "declined by Manager" in told
    assert "It can wait." in told
    assert "asks to make it" not in told


def test_a_conversion_without_a_reason_is_refused(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house, "long")
    with moved_to(SUNDAY - 10 * DAY):
        answer = do(browser, house.planner, window, "convert", kind="proactive", justification="")
    assert "Say why it becomes a window of another kind." in answer.content.decode()
    assert not window.conversions.exists()


def test_only_kinds_that_are_open_are_offered(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    with moved_to(SUNDAY - 3 * DAY):
        html = page(browser(house.planner), address(window, "convert"))
        assert 'value="emergency"' in html
        assert 'value="proactive"' not in html
        assert do(browser, house.planner, window, "convert", kind="long", justification="So.").status_code == 200
    assert window.kind == "short"


def test_consult(house: House, tuesday: datetime, browser: Browser) -> None:
    window = window_plan(
        actor=house.planner, window=drafted(house, "emergency", advisory="CVE", answers={"wider_effect": "Yes."})
    )
    assert "Still to be consulted: Nordic." in text(browser(house.engineer), address(window))
    given = {"account": "nordic", "spoken_with": "Nils", "said": "Tonight."}
    do(browser, house.engineer, window, "consult", **given)
    assert Consultation.objects.get().said == "Tonight."
    assert "Still to be consulted" not in text(browser(house.engineer), address(window))
    assert do(browser, house.engineer, window, "consult", **{**given, "account": "harbor"}).status_code == 200
    assert Consultation.objects.count() == 1


def test_an_emergency_that_lacks_something_says_what(house: House, tuesday: datetime, browser: Browser) -> None:
    window = ready(house)
    Consultation.objects.all().delete()
    told = text(browser(house.engineer), address(window))
    assert "It needs a consultation with nordic (iptor:5h)." in told


def test_agreed_both_sides(house: House, tuesday: datetime, browser: Browser) -> None:
    window = agreed(house)
    assert offers(page(browser(house.contact), address(window))) == ["accept", "counter"]
    assert offers(page(browser(house.viewer), address(window))) == []
    do(
        browser, house.contact, window, "counter", starts="2026-04-20T01:00", ends="2026-04-20T02:00",
        timezone="America/Los_Angeles", note="Monday is better.",
    )  # fmt: skip
    assert (window.state, window.starts_at) == ("countered", datetime.fromisoformat("2026-04-20T08:00Z"))
    assert "accept" in offers(page(browser(house.planner), address(window)))
    do(browser, house.planner, window, "accept")
    assert window.state == "accepted"


def test_other_times_that_happen_twice_are_asked_about(house: House, tuesday: datetime, browser: Browser) -> None:
    window = agreed(house)
    twice = {"starts": "2026-11-01T01:30", "ends": "2026-11-01T03:00", "timezone": "America/Los_Angeles"}
    answer = do(browser, house.contact, window, "counter", **twice)
    assert "The second: 01:30 PST (UTC-08:00)" in words(answer.content.decode())
    do(browser, house.contact, window, "counter", **twice, starts_which="second")
    assert window.starts_at == datetime.fromisoformat("2026-11-01T09:30Z")


def test_an_agreed_window_is_proposed_not_planned(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house, "agreed", scope=Scope(servers=[house.server]))
    assert "plan" not in offers(page(browser(house.planner), address(window)))
    do(browser, house.planner, window, "propose", note="Does it suit?")
    assert window.state == "proposed"
    assert "We ask whether these times suit you." in text(browser(house.contact), address(window))


def test_an_act_in_place_is_its_form_alone(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    html = browser(house.planner).get(address(window, "decide"), headers=HTMX).content.decode()
    assert 'id="act-decide"' in html
    assert "<html" not in html
    wrong = browser(house.planner).post(
        address(window, "cancel"), {"version": window.version, "reason": ""}, headers=HTMX
    )
    assert wrong.status_code == 200
    assert "Write something here." in wrong.content.decode()
    done = browser(house.planner).post(
        address(window, "decide"), {"version": window.version, "decision": "used", "impact": "none"}, headers=HTMX
    )
    assert done["HX-Redirect"] == address(window)


def test_two_planners_the_second_is_told(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    read = window.version
    window_decide(actor=house.manager, window=window, decision="not_used")
    answer = browser(house.planner).post(address(window, "decide"), {"version": read, "decision": "used"})
    told = words(answer.content.decode())
    assert answer.status_code == 412
    assert "Since you read it: Manager decided its use" in told
    window.refresh_from_db()
    assert window.decision == "not_used"


@pytest.mark.parametrize(
    "act", ["plan", "decide", "announce", "start", "finish", "report", "cancel", "convert", "consult"]
)
def test_customers_do_none_of_the_staffs(house: House, tuesday: datetime, browser: Browser, act: str) -> None:
    window = announced(house)
    assert do(browser, house.stranger, window, act).status_code == 403
    assert do(browser, house.contact, window, act).status_code == 404


@pytest.mark.parametrize("act", ["plan", "decide", "announce", "cancel", "convert"])
def test_engineers_do_not_plan(house: House, tuesday: datetime, browser: Browser, act: str) -> None:
    assert do(browser, house.engineer, planned(house), act).status_code == 403


def test_what_is_over_offers_nothing(house: House, tuesday: datetime, browser: Browser) -> None:
    window = drafted(house)
    do(browser, house.planner, window, "cancel", reason="No.")
    assert offers(page(browser(house.planner), address(window))) == ["link"]
    assert browser(house.planner).get(address(window, "plan")).status_code == 409


def test_a_late_window_moved_by_the_form_can_start(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    with moved_to(SUNDAY - 3 * DAY):
        later = typed(starts="2026-04-26T00:00", ends="2026-04-26T04:00", version=str(window.version))
        assert browser(house.planner).post(address(window, "change"), later).status_code == 302
        window.refresh_from_db()
        assert "It cannot start as it is." not in text(browser(house.planner), address(window))
