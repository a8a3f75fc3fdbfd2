"""A form says what it is about: who confirms knows of what, and a time that is typed has its zone beside it."""

from datetime import datetime

import pytest

from hostops.accounts.token_actions import token_make
from hostops.duty.actions import handover_write
from tests.browsing import browser_of, text_of
from tests.duty.scene import away, on_call
from tests.house import House
from tests.tickets.cases import phoned
from tests.web.test_forms_of_actions import breach
from tickets.actions import case_link, template_create, watcher_add


@pytest.mark.parametrize("about", ["template", "token", "absence", "handover", "alert", "shift", "watcher", "link"])
def test_what_is_done_to_what(house: House, tuesday: datetime, about: str) -> None:
    address, words = getattr(Abouts(house, tuesday), about)()
    assert words in text_of(browser_of(house.engineer).get(address))


class Abouts:
    """One of each, where its act is, and what its form says of it."""

    def __init__(self, house: House, present: datetime) -> None:
        self.house, self.present = house, present

    def template(self) -> tuple[str, str]:
        made = template_create(actor=self.house.engineer, name="Is it solved?", body="Is it?")
        return f"/templates/{made.pk}/retire/", "Is it solved?"

    def token(self) -> tuple[str, str]:
        made, _ = token_make(actor=self.house.engineer, name="the watchdog")
        return f"/profile/tokens/{made.pk}/revoke/", f"the watchdog, which begins with {made.prefix}"

    def absence(self) -> tuple[str, str]:
        made = away(self.house.engineer, self.present)
        return f"/away/{made.pk}/end/", f"{self.house.engineer.display_name}: 10 Mar 2026, 16:00 UTC to "

    def handover(self) -> tuple[str, str]:
        made = handover_write(actor=self.house.second_engineer, text="All is well.")
        return f"/handover/{made.pk}/confirm/", f"The note of {self.house.second_engineer.display_name}, 10 Mar 2026"

    def alert(self) -> tuple[str, str]:
        made = breach(self.house)
        subject = made.clock.subject
        return f"/alerts/{made.pk}/acknowledge/", f"{subject.reference} {subject.title}: response is overdue"

    def shift(self) -> tuple[str, str]:
        made = on_call(self.house.second_engineer, 1, self.present)
        return f"/on-call/shifts/{made.pk}/cover/", f"{self.house.second_engineer.display_name}, line 1: "

    def watcher(self) -> tuple[str, str]:
        case = phoned(self.house)
        made = watcher_add(actor=self.house.contact, case=case, person=self.house.holder)
        words = f"{self.house.holder.display_name}, of {case.number} {case.title}"
        return f"/cases/{case.number}/watchers/{made.pk}/remove/", words

    def link(self) -> tuple[str, str]:
        case, cause = phoned(self.house), phoned(self.house, 4, title="The cause")
        made = case_link(actor=self.house.engineer, case=case, target=cause, relation="caused_by")
        return f"/cases/{case.number}/links/{made.pk}/remove/", f"{case.number} caused by {cause.number} The cause"


@pytest.mark.parametrize("address", ["/away/new/", "/profile/tokens/new/", "/on-call/shifts/new/"])
def test_a_time_is_typed_in_a_zone_that_is_named(house: House, address: str) -> None:
    house.manager.timezone = "Asia/Tokyo"
    house.manager.save()
    assert "In Asia/Tokyo (JST)." in text_of(browser_of(house.manager).get(address))


def test_what_is_refused_is_said_to_who_hears_the_page(house: House, tuesday: datetime) -> None:
    shift = on_call(house.engineer, 1, tuesday)
    answer = browser_of(house.engineer).post(f"/on-call/shifts/{shift.pk}/cover/")
    assert answer.status_code == 409
    assert '<div class="note note-error form-refused" role="alert" tabindex="-1">' in answer.content.decode()
