"""What the demo shows of service windows: each kind, every course that one can take."""

from datetime import datetime

import pytest

from maintenance.models import Addressee, Window

pytestmark = pytest.mark.django_db


def test_there_is_a_window_of_each_kind_and_course(present: datetime) -> None:
    windows = {(window.kind, window.state) for window in Window.objects.all()}
    assert windows >= {
        ("short", "completed"),
        ("short", "announced"),  # the one that was not used
        ("short", "planned"),
        ("proactive", "completed"),
        ("emergency", "reported"),
        ("agreed", "completed"),
        ("agreed", "proposed"),
    }


def test_one_notice_was_late_and_given_again(present: datetime) -> None:
    moved = Window.objects.filter(notices__why="changed", kind="short").get()
    assert [notice.kept for notice in moved.notices.order_by("number")] == [False, True]


def test_many_have_answered_and_some_are_silent(present: datetime) -> None:
    answered = Addressee.objects.exclude(answer="").count()
    assert 0 < answered < Addressee.objects.count()
