"""Tags: staff's words on cases, one way to write each, and lists filtered by them."""

from datetime import datetime

import pytest

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, part, rows, text
from tickets.actions import case_tag
from tickets.models import Case, Tag


def tagged(house: House, *tags: str) -> Case:
    return case_tag(actor=house.engineer, case=file(house, 3), tags=tags)


def names(case: Case) -> list[str]:
    return list(case.tagged.order_by("tag__name").values_list("tag__name", flat=True))


def test_each_tag_has_one_way_to_be_written(house: House, tuesday: datetime) -> None:
    case = tagged(house, " Disk  Full", "disk-full", "Läckage", "")
    assert names(case) == ["disk-full", "läckage"]
    assert set(Tag.objects.values_list("name", flat=True)) == {"disk-full", "läckage"}


def test_tags_are_set_as_a_whole_and_the_catalogue_keeps_its_words(house: House, tuesday: datetime) -> None:
    case = tagged(house, "disk", "raid")
    case_tag(actor=house.planner, case=case, tags=["raid", "network"])
    assert names(case) == ["network", "raid"]
    assert Tag.objects.filter(name="disk").exists()
    told = Entry.objects.filter(verb="tickets.case.tagged").latest("id")
    assert (told.before["tags"], told.after["tags"]) == (["disk", "raid"], ["network", "raid"])
    assert case.version == 3


@pytest.mark.parametrize("tags", [["x" * 41], ["a,b"], ["<b>"], [str(number) for number in range(13)]])
def test_what_is_no_tag_is_refused(house: House, tuesday: datetime, tags: list[str]) -> None:
    with pytest.raises(BadField, match="tags"):
        tagged(house, *tags)
    assert not Tag.objects.exists()


def test_tags_are_the_staffs(house: House, tuesday: datetime) -> None:
    for person in (house.contact, house.holder, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            case_tag(actor=person, case=file(house, 3), tags=["x"])


def test_queue_shows_them_and_is_filtered_by_one(house: House, tuesday: datetime, browser: Browser) -> None:
    disk, other = tagged(house, "disk"), file(house, 4)
    client = browser(house.engineer)
    shown = page(client, "/cases/")
    assert set(rows(shown)) == {disk.number, other.number}
    assert '<span class="tag">disk</span>' in shown
    assert rows(page(client, "/cases/", tag="disk")) == [disk.number]


def test_they_are_a_column_of_choice(house: House, tuesday: datetime, browser: Browser) -> None:
    tagged(house, "disk", "raid")
    shown = page(browser(house.engineer), "/cases/", columns="tags")
    assert '<td data-label="Tags"><span class="tag">disk</span> <span class="tag">raid</span> </td>' in shown
    assert shown.count('<span class="tag">disk</span>') == 1, "below the title they would stand a second time"
    assert "disk" not in page(browser(house.contact), "/cases/", columns="tags")


def test_page_sets_them(house: House, tuesday: datetime, browser: Browser) -> None:
    case = tagged(house, "disk")
    client = browser(house.engineer)
    assert 'value="disk"' in page(client, address(case, "tags"))
    assert client.post(address(case, "tags"), {"tags": "Disk, raid controller"}).status_code == 302
    assert names(case) == ["disk", "raid-controller"]
    assert "raid-controller" in text(client, case)


def test_customers_see_none_of_it(house: House, tuesday: datetime, browser: Browser, calls: Callers) -> None:
    case = tagged(house, "difficult")
    client = browser(house.contact)
    assert "difficult" not in page(client, case)
    assert "difficult" not in page(client, "/cases/")
    assert "tagged" not in part(page(client, case), "conversation")
    assert calls.contact.get(at(case)).json()["tags"] == []
    assert calls.contact.get(CASES, {"tag": "difficult"}).json()["results"] == []
    assert calls.contact.get("/api/v1/tags/").json()["results"] == []
    assert b"difficult" not in calls.contact.get(at(case, "journal")).content


def test_rest_sets_filters_and_lists(house: House, tuesday: datetime, calls: Callers) -> None:
    one, two = file(house, 3), file(house, 3)
    shown = calls.engineer.step(one, "tag", {"tags": ["Disk", "RAID"]})
    assert (shown.status_code, shown.json()["tags"]) == (200, ["disk", "raid"])
    calls.engineer.step(two, "tag", {"tags": ["disk"]})
    found = {tag: calls.engineer.get(CASES, {"tag": tag}).json()["results"] for tag in ("disk", "disk,RAID", "none")}
    assert [len(cases) for cases in found.values()] == [2, 1, 0]
    assert found["disk,RAID"][0]["tags"] == ["disk", "raid"]
    assert [tag["name"] for tag in calls.engineer.get("/api/v1/tags/").json()["results"]] == ["disk", "raid"]


def test_rest_points_at_a_wrong_tag_and_an_old_version(house: House, tuesday: datetime, calls: Callers) -> None:
    case = file(house, 3)
    old = calls.engineer.get(at(case))["ETag"]
    assert pointers(calls.engineer.step(case, "tag", {"tags": ["<b>"]})) == ["/tags"]
    assert calls.engineer.step(case, "tag", {"tags": ["a"]}, If_Match=old).status_code == 200
    assert calls.engineer.step(case, "tag", {"tags": ["b"]}, If_Match=old).status_code == 412
    assert calls.contact.step(case, "tag", {"tags": ["b"]}).status_code == 403
    assert calls.stranger.step(case, "tag", {"tags": ["b"]}).status_code == 404
