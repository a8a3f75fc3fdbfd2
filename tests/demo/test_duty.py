"""The demo's rota: somebody is on call, handovers were read, somebody is away, and a gap can be seen."""

from datetime import datetime

import pytest

from hostops.duty.models import Absence, Handover, Shift
from hostops.duty.upcoming import now_on_call

pytestmark = pytest.mark.django_db


def test_two_lines_are_kept_and_a_gap_is_coming(present: datetime) -> None:
    found = now_on_call(present)
    assert [line.line for line in found.lines] == [1, 2]
    assert all(line.shift for line in found.lines)
    assert found.handover_at is not None
    assert found.gaps
    assert Shift.objects.filter(ends_at__lt=present).exists()


def test_notes_were_read_and_one_is_not(present: datetime) -> None:
    assert Handover.objects.exclude(read_at=None).count() >= 2
    assert Handover.objects.filter(read_at=None).exists()
    assert all("Open Level 1" in note.text for note in Handover.objects.all())


def test_somebody_is_away_and_somebody_stands_in(present: datetime) -> None:
    assert Absence.objects.at(present).get().deputy is not None
