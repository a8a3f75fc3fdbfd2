"""How a slot is shown: by its state, what was found out about it, and what was said of it."""

import pytest

from backups.drawing import CLASSES
from backups.looks import SLOTS
from backups.rules.signs import loudest, sign_of
from tests.backups_faces.slots import Slot


@pytest.mark.parametrize("state", ["ok", "late", "missed", "failed", "pending", "quiet"])
def test_a_state_is_its_own_sign(state: str) -> None:
    assert sign_of(Slot(state)) == state  # type: ignore[arg-type]


def test_a_doubtful_copy_is_shown_as_such_and_a_late_one_as_late() -> None:
    assert sign_of(Slot("ok", suspicious=True)) == "suspicious"
    assert sign_of(Slot("late", suspicious=True)) == "late"


def test_what_a_reason_closed_is_quieter_unless_it_was_kept_after_all() -> None:
    assert sign_of(Slot("missed"), closed=True) == "closed"
    assert sign_of(Slot("failed"), closed=True) == "closed"
    assert sign_of(Slot("ok"), closed=True) == "ok"


def test_a_day_shows_the_loudest() -> None:
    assert loudest(["ok", "missed", "late"]) == "missed"
    assert loudest(["ok", "pending"]) == "pending"


def test_no_two_signs_look_alike() -> None:
    assert len({look.sign for look in SLOTS.values()}) == len({look.label for look in SLOTS.values()}) == len(SLOTS)
    assert {*CLASSES, "ok"} == set(SLOTS)
    assert len(set(CLASSES.values())) == len(CLASSES)
