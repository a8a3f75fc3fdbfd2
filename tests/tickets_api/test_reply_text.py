"""The new words of a mail, apart from what it quotes."""

import pytest

from tickets.api.quoted import reply_text

INTRODUCED = "Yes.\n\nOn Tue, 10 Mar 2026 at 18:00, Support <support@example.com> wrote:\n> Is it up?\n>\n> Support"


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("Plain words.", "Plain words."),
        (INTRODUCED, "Yes."),
        ("Ja.\n\nAm 10.03.2026 schrieb Support:\n> Geht es?", "Ja."),
        ("Yes.\n\n-----Original Message-----\nFrom: Support\nIs it up?", "Yes."),
        ("Yes.\n-- \nKim\n+1 503 555 0100", "Yes."),
        ("> Is it up?\nYes.\n> And the other?\nNo.", "> Is it up?\nYes.\n> And the other?\nNo."),
        ("> only what was quoted", "> only what was quoted"),
        ("On Monday he wrote:\nnothing", "On Monday he wrote:\nnothing"),
        ("", ""),
    ],
)
def test_reply_text(body: str, new: str) -> None:
    assert reply_text(body) == new


def test_long_lines_cost_no_time() -> None:
    assert reply_text("On " + "wrote " * 50_000).startswith("On ")
