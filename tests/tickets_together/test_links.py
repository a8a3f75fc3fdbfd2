"""Links between cases: shown on both, to those alone who may see both."""

from datetime import datetime

import pytest

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.subjects.models import Subject, SubjectLink
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, part, text
from tickets.actions import case_link, case_unlink
from tickets.links import links_of
from tickets.models import Case


@pytest.fixture
def two(house: House, tuesday: datetime) -> tuple[Case, Case]:
    return file(house, 3, title="Shop is slow"), file(house, 3, title="Disk is full")


@pytest.fixture
def nordics(house: House, tuesday: datetime) -> Case:
    """A case of the other account."""
    given = {"actor": house.stranger, "account": house.nordic, "server": house.nordic_server}
    return file(house, None, title="Also nordic", **given)


def words(case: Case, reader: object) -> list[str]:
    return [f"{link.words} {link.reference}" for link in links_of(case, reader)]


def test_both_sides_show_it_each_in_its_words(house: House, two: tuple[Case, Case]) -> None:
    slow, full = two
    case_link(actor=house.engineer, case=slow, target=full, relation="caused_by")
    for reader in (house.engineer, house.viewer):
        assert words(slow, reader) == [f"caused by {full.number}"]
        assert words(full, reader) == [f"cause of {slow.number}"]
    assert links_of(slow, house.stranger) == []


def test_both_journals_tell_it(house: House, two: tuple[Case, Case]) -> None:
    slow, full = two
    case_link(actor=house.planner, case=slow, target=full, relation="caused_by")
    told = {entry.object_id: entry.after for entry in Entry.objects.filter(verb="tickets.case.linked")}
    assert told == {slow.pk: {"link": f"caused by {full.number}"}, full.pk: {"link": f"cause of {slow.number}"}}
    assert (slow.version, full.version) == (2, 2)


def test_links_to_another_account_are_the_staffs_alone(
    house: House, two: tuple[Case, Case], nordics: Case, browser: Browser, calls: Callers
) -> None:
    case_link(actor=house.engineer, case=two[0], target=nordics, relation="related")
    assert words(two[0], house.engineer) == [f"related to {nordics.number}"]
    for reader, case, other in ((house.contact, two[0], nordics), (house.stranger, nordics, two[0])):
        assert links_of(case, reader) == []
        assert other.number not in page(browser(reader), case)
    assert nordics.number not in part(page(browser(house.contact), two[0]), "conversation")
    assert nordics.number.encode() not in calls.contact.get(at(two[0], "journal")).content
    assert calls.contact.get(at(two[0], "links")).json()["results"] == []


@pytest.mark.parametrize("relation", ["related", "caused_by", "duplicates"])
def test_the_same_is_said_once_from_whichever_side(house: House, two: tuple[Case, Case], relation: str) -> None:
    case_link(actor=house.engineer, case=two[0], target=two[1], relation=relation)
    for case, target in (two, two[::-1]):
        with pytest.raises(NotPossible, match="already"):
            case_link(actor=house.engineer, case=case, target=target, relation=relation)
    assert SubjectLink.objects.count() == 1


def test_nonsense_is_refused(house: House, two: tuple[Case, Case]) -> None:
    with pytest.raises(BadField, match="itself"):
        case_link(actor=house.engineer, case=two[0], target=two[0], relation="related")
    with pytest.raises(BadField, match="relation"):
        case_link(actor=house.engineer, case=two[0], target=two[1], relation="likes")


def test_customers_and_strangers_link_nothing(house: House, two: tuple[Case, Case]) -> None:
    link = case_link(actor=house.engineer, case=two[0], target=two[1], relation="related")
    for person in (house.contact, house.holder, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            case_link(actor=person, case=two[0], target=two[1], relation="caused_by")
        with pytest.raises(NotAllowed):
            case_unlink(actor=person, case=two[0], link=link)


def test_taken_away_from_either_side(house: House, two: tuple[Case, Case]) -> None:
    link = case_link(actor=house.engineer, case=two[0], target=two[1], relation="related")
    case_unlink(actor=house.engineer, case=two[1], link=link)
    assert links_of(two[0], house.engineer) == []
    with pytest.raises(NotPossible):
        case_unlink(actor=house.engineer, case=two[1], link=link)


def test_a_link_of_other_cases_is_not_taken_away_here(house: House, two: tuple[Case, Case]) -> None:
    link = case_link(actor=house.engineer, case=two[0], target=two[1], relation="related")
    with pytest.raises(NotPossible):
        case_unlink(actor=house.engineer, case=file(house, 4), link=link)
    assert SubjectLink.objects.get() == link


def test_links_of_other_rooms_are_shown_too(house: House, two: tuple[Case, Case], browser: Browser) -> None:
    """A window, say, whose kind this desk does not know."""
    window = Subject.objects.create(account=house.harbor, kind="window", reference="W-7", title="New disks")
    SubjectLink.objects.create(source=two[0].subject, target=window, relation="planned_in")
    SubjectLink.objects.create(
        source=two[0].subject, target=Subject.objects.create(kind="window", reference="W-8", title="Ours"), relation="x"
    )
    assert words(two[0], house.engineer) == ["planned in W-7", "x W-8"]
    assert words(two[0], house.contact) == ["planned in W-7"]
    assert "W-7" in text(browser(house.contact), two[0])


def test_page_links_and_takes_away(house: House, two: tuple[Case, Case], browser: Browser) -> None:
    client = browser(house.engineer)
    typed = {"relation": "caused_by", "target": two[1].number.lower()}
    assert client.post(address(two[0], "link"), typed).status_code == 302
    assert f"Caused by {two[1].number} Disk is full" in text(client, two[0])
    assert "Take away" in text(client, two[0])
    assert "Take away" not in text(browser(house.contact), two[0])
    link = SubjectLink.objects.get()
    assert client.post(f"/cases/{two[1].number}/links/{link.pk}/remove/").status_code == 302
    assert not SubjectLink.objects.exists()
    refused = client.post(address(two[0], "link"), {"relation": "related", "target": "HC-999999"})
    assert "Write the number of a case" in refused.content.decode()


def test_rest(house: House, two: tuple[Case, Case], calls: Callers) -> None:
    body = {"relation": "caused_by", "target": two[1].number}
    made = calls.engineer.post(at(two[0], "links"), body)
    assert (made.status_code, made.json()["results"][0]["words"]) == (201, "caused by")
    [seen] = calls.viewer.get(at(two[1], "links")).json()["results"]
    assert (seen["reference"], seen["outgoing"], seen["state"]) == (two[0].number, False, "new")
    assert calls.engineer.post(at(two[0], "links"), body).status_code == 409
    assert pointers(calls.engineer.post(at(two[0], "links"), {**body, "target": "HC-0"})) == ["/target"]
    assert pointers(calls.engineer.post(at(two[0], "links"), {**body, "target": two[0].number})) == ["/target"]
    assert calls.contact.post(at(two[0], "links"), body).status_code == 403
    assert calls.stranger.get(at(two[0], "links")).status_code == 404
    where = at(two[0], f"links/{seen['id']}/remove")
    assert calls.engineer.post(where, If_Match='"nothing"').status_code == 412
    assert calls.engineer.post(where).status_code == 200
    assert calls.engineer.post(where).status_code == 404
