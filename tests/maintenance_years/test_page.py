"""`/windows/year/2027/`: twelve months at a glance, for planners to change and for customers to acknowledge."""

from typing import Any

import pytest
from django.test import Client

from hostops.clocks.businesstime.wall import zone_named
from maintenance.actions.year_publishing import plan_acknowledge
from maintenance.actions.year_records import standing_windows
from maintenance.forms.wall import wall_of
from maintenance.models import YearPlan
from tests.house import House
from tests.maintenance_years.scene import at, drafted, published

pytestmark = pytest.mark.usefixtures("tuesday")
PAGE = "/windows/year/2027/"
RULE = {
    "title": "", "nth": "3", "weekday": "sun", "at": "00:00", "hours": "6", "long_months": ["4", "10"],
    "long_nth": "2", "long_weekday": "sat", "long_at": "08:00", "long_hours": "36", "timezone": "Europe/Stockholm",
}  # fmt: skip


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def typed(plan: YearPlan, **more: str) -> dict[str, str]:
    """The form as it is opened, with what somebody typed over it."""
    found = {"version": str(plan.version)}
    for place, window in enumerate(standing_windows(plan)):
        walls = [wall_of(instant, zone_named(plan.timezone))[0] for instant in (window.starts_at, window.ends_at)]
        found |= {f"kind_{place}": window.kind}
        found |= {
            f"{name}_{place}": f"{wall:%Y-%m-%dT%H:%M}" for name, wall in zip(("from", "until"), walls, strict=True)
        }
    return found | more


def test_nothing_yet_leads_to_the_rule(house: House) -> None:
    page = signed_in(house.planner).get(PAGE)
    assert b"Nothing is planned yet" in page.content
    assert b'href="/windows/year/2027/draft/"' in page.content
    assert b"/draft/" not in signed_in(house.engineer).get(PAGE).content
    assert b"Nothing is planned for you yet" in signed_in(house.contact).get(PAGE).content


def test_the_rule_opens_as_the_policy_drafts_it(house: House) -> None:
    page = signed_in(house.planner).get(f"{PAGE}draft/").content.decode()
    assert 'value="00:00"' in page
    assert 'value="Europe/Stockholm"' in page
    assert "Nordic" in page
    assert "Harbor" not in page


def test_drafted_in_the_browser(house: House) -> None:
    client = signed_in(house.planner)
    answer = client.post(f"{PAGE}draft/", RULE)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    page = client.get(PAGE).content.decode()
    assert page.count("data-begins") == 12
    assert "Sun 17 Jan 2027, 00:00 to 06:00 CET" in page
    assert "Times in Europe/Stockholm" in page
    windows = standing_windows(YearPlan.objects.get())
    assert windows[3].starts_at == at("2027-04-10 08:00")


def test_a_rule_into_the_gap_is_refused_by_date(house: House) -> None:
    answer = signed_in(house.planner).post(f"{PAGE}draft/", {**RULE, "nth": "last", "at": "02:30", "hours": "3"})
    assert answer.status_code == 200
    assert b"2027-03-28 has no 02:30 in Europe/Stockholm" in answer.content
    assert not YearPlan.objects.exists()


def test_typed_dates_are_saved(house: House) -> None:
    plan = drafted(house)
    body = typed(plan, from_2="2027-03-14T00:00", until_2="2027-03-14T05:30", save="1")
    answer = signed_in(house.planner).post(f"{PAGE}dates/", body)
    assert answer.status_code == 302
    march = standing_windows(plan)[2]
    assert (march.starts_at, march.ends_at) == (at("2027-03-14 00:00"), at("2027-03-14 05:30"))


def test_what_breaks_a_rule_stands_at_its_date_with_its_clause(house: House) -> None:
    plan = drafted(house)
    body = typed(plan, from_2="2027-02-28T00:00", until_2="2027-02-28T07:00", save="1")
    page = signed_in(house.planner).post(f"{PAGE}dates/", body).content.decode()
    assert "so nothing is saved" in page
    assert "March has no window; 1 is promised in every month" in page
    assert "A short window lasts up to 6 hours; this one lasts 7 hours" in page
    assert 'href="/policies/iptor/#iptor:5e"' in page
    assert 'value="2027-02-28T07:00"' in page
    assert standing_windows(plan)[2].starts_at == at("2027-03-21 00:00")


def test_a_typed_time_in_the_gap_is_refused_by_name(house: House) -> None:
    body = typed(drafted(house), from_2="2027-03-28T02:30", until_2="2027-03-28T05:30", save="1")
    page = signed_in(house.planner).post(f"{PAGE}dates/", body).content.decode()
    assert "02:30 does not exist on 28 Mar 2027 in Europe/Stockholm" in page


def test_checking_saves_nothing(house: House) -> None:
    plan = drafted(house)
    body = typed(plan, from_2="2027-03-14T00:00", until_2="2027-03-14T05:30", check="1")
    page = signed_in(house.planner).post(f"{PAGE}dates/", body).content.decode()
    assert "Not saved yet." in page
    assert "Sun 14 Mar 2027, 00:00 to 05:30 CET" in page
    assert standing_windows(plan)[2].starts_at == at("2027-03-21 00:00")


def test_the_second_of_two_planners_keeps_what_was_typed(house: House) -> None:
    plan = drafted(house)
    body = typed(plan, from_2="2027-03-14T00:00", until_2="2027-03-14T05:30", save="1")
    YearPlan.objects.update(version=5)
    answer = signed_in(house.planner).post(f"{PAGE}dates/", body)
    assert answer.status_code == 412
    assert b"changed in the meantime" in answer.content
    assert b'value="2027-03-14T05:30"' in answer.content


def test_seconds_that_nobody_touched_stay(house: House) -> None:
    plan = drafted(house)
    window = standing_windows(plan)[0]
    window.ends_at = window.ends_at.replace(minute=59, hour=4, second=37)
    window.save()
    client = signed_in(house.planner)
    client.post(f"{PAGE}dates/", typed(plan, from_2="2027-03-14T00:00", until_2="2027-03-14T05:30", save="1"))
    assert standing_windows(plan)[0].ends_at.second == 37


def test_published_and_acknowledged_in_the_browser(house: House) -> None:
    plan = drafted(house)
    planner, customer = signed_in(house.planner), signed_in(house.stranger)
    assert planner.post(f"{PAGE}publish/", {"version": plan.version}).status_code == 302
    page = customer.get(PAGE).content.decode()
    assert "Please acknowledge this plan" in page
    assert "data-year-form" not in page
    assert "Sun 17 Jan 2027, 00:00 to 06:00 CET" in page
    assert customer.post(f"{PAGE}acknowledge/").status_code == 302
    assert "Please acknowledge" not in customer.get(PAGE).content.decode()
    assert "by Nordic Contact" in planner.get(PAGE).content.decode()


def test_a_published_plan_tells_who_changes_it(house: House) -> None:
    plan = published(house)
    body = typed(plan, from_2="2027-03-14T00:00", until_2="2027-03-14T05:30", save="1", reason="The hall is closed.")
    assert signed_in(house.planner).post(f"{PAGE}dates/", body).status_code == 302
    assert standing_windows(plan)[2].state == "planned"


def test_a_hole_can_be_filled(house: House) -> None:
    plan = drafted(house)
    window = standing_windows(plan)[6]
    window.state = "cancelled"
    window.save()
    client = signed_in(house.planner)
    page = client.get(PAGE).content.decode()
    assert "July has no window" in page
    assert "No date yet." in page
    body = typed(plan, kind_11="short", from_11="2027-07-11T00:00", until_11="2027-07-11T06:00", save="1")
    assert client.post(f"{PAGE}dates/", body).status_code == 302
    assert len(standing_windows(plan)) == 12


def test_strangers_see_nothing_of_it(house: House) -> None:
    published(house)
    stranger = signed_in(house.contact)
    assert b"Nothing is planned for you yet" in stranger.get(PAGE).content
    assert b"SW-" not in stranger.get(PAGE).content
    assert stranger.get(f"{PAGE}plan.csv").status_code == 404
    assert stranger.post(f"{PAGE}acknowledge/").status_code == 404
    for act in ("dates", "draft", "publish"):
        assert stranger.post(f"{PAGE}{act}/").status_code == 403


def test_the_dates_as_csv(house: House) -> None:
    published(house)
    answer = signed_in(house.stranger).get(f"{PAGE}plan.csv")
    lines = (b"".join(answer) if answer.streaming else answer.content).decode().splitlines()
    assert len(lines) == 13
    assert ",short," in lines[1]
    assert "2027-01-17 00:00:00,2027-01-17 06:00:00,Europe/Stockholm,2027-01-16T23:00:00Z" in lines[1]


@pytest.mark.parametrize("year", [0, 1900, 9999])
def test_no_such_year(house: House, year: int) -> None:
    assert signed_in(house.planner).get(f"/windows/year/{year}/").status_code == 404


def test_the_present_year(house: House) -> None:
    assert signed_in(house.planner).get("/windows/year/").headers["Location"] == "/windows/year/2026/"


def test_what_the_page_costs(house: House, django_assert_max_num_queries: Any) -> None:
    plan = published(house)
    plan_acknowledge(actor=house.stranger, plan=plan)
    for who, most in ((house.planner, 22), (house.stranger, 12)):
        client = signed_in(who)
        client.get(PAGE)
        with django_assert_max_num_queries(most):
            client.get(PAGE)
