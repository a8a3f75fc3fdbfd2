"""Texts that must be there: cleaned, and refused at their fields all at once."""

import pytest

from hostops.lib.errors import BadField
from hostops.lib.text import required_texts


def test_they_come_back_cleaned_in_their_order() -> None:
    assert required_texts(20, body=" Done.\r\nAll of it. ", note="a\x00b") == ["Done.\nAll of it.", "ab"]


def test_empty_and_too_long_are_told_at_once() -> None:
    with pytest.raises(BadField) as refused:
        required_texts(5, "and attach the rest as a file", body=" \n", note="far too long", fine="short")
    assert refused.value.errors == {
        "body": "Write something here.",
        "note": "Keep it under 5 characters and attach the rest as a file.",
    }


def test_without_anything_to_do_instead_it_says_the_limit_alone() -> None:
    with pytest.raises(BadField) as refused:
        required_texts(5, note="far too long")
    assert refused.value.errors == {"note": "Keep it under 5 characters."}
