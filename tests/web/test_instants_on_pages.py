"""The tags that write an instant: in the reader's zone, for people and for machines."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.template import Context, Template
from django.utils import timezone

from hostops.lib.now import moved_to

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def shown(source: str, **context: object) -> str:
    with moved_to(NOON), timezone.override(ZoneInfo("Europe/Stockholm")):
        return Template(source).render(Context(context))


def test_when_has_both_the_instant_and_its_distance() -> None:
    html = shown("{% when it %}", it=NOON + timedelta(hours=2))
    assert '<time datetime="2026-03-10T14:00:00Z"' in html
    assert "Europe/Stockholm" in html
    assert ">10 Mar 2026, 15:00 CET</time>" in html
    assert "data-when>in 2 h<" in html


def test_due_counts_how_late_it_is() -> None:
    assert 'is-late" data-due>5 min late<' in shown("{% due it %}", it=NOON - timedelta(minutes=5))


def test_what_is_due_within_the_hour_is_loud() -> None:
    assert 'is-soon" data-due>in 59 min<' in shown("{% due it %}", it=NOON + timedelta(minutes=59))
    assert '"when-relative" data-due>in 1 h<' in shown("{% due it %}", it=NOON + timedelta(minutes=60))


def test_nothing_is_shown_for_no_instant() -> None:
    assert shown("{% when it %} {% due it empty='never' %} {% at it %}", it=None) == "– never –"


def test_a_strangers_text_keeps_its_lines_and_runs_nothing() -> None:
    html = shown("{{ it|plain }}", it="<script>x</script>\nsee https://example.org/")
    assert html.startswith("&lt;script&gt;x&lt;/script&gt;<br>see <a href=")


def test_a_state_is_a_word_and_a_sign_beside_its_colour() -> None:
    html = shown('{% badge "clock" "breached" %}')
    assert "Breached" in html
    assert "✕" in html


def test_a_state_nobody_described_is_its_own_word() -> None:
    assert "Half done" in shown('{% badge "window" "half_done" %}')
