"""This room's own parts in their states, for the styleguide."""

from collections.abc import Callable
from datetime import timedelta

from hostops.lib.now import now
from hostops.web.badges import Look, Tone
from hostops.web.styleguide import States, add

_TONES: tuple[tuple[Tone, str], ...] = (("quiet", "■"), ("info", "◐"), ("good", "✓"), ("warn", "…"), ("bad", "✕"))


def states() -> States:
    return [(tone, {"look": Look(tone.capitalize(), sign, tone)}) for tone, sign in _TONES]


def empties() -> States:
    told = {"words": "No cases yet.", "hint": "When something is wrong, file a case.", "url": "#", "label": "New case"}
    return [
        ("words alone", {"words": "Nothing here yet."}),
        ("with what to do", told),
    ]


def instants() -> States:
    present = now()
    return [
        ("in days", {"due": present + timedelta(days=3, hours=2)}),
        ("within the hour", {"due": present + timedelta(minutes=24)}),
        ("late", {"due": present - timedelta(minutes=12)}),
        ("past, no promise", {"when": present - timedelta(hours=5)}),
        ("never", {"when": None}),
    ]


def toned(*tones: str) -> Callable[[], States]:
    return lambda: [(tone or "plain", {"tone": tone}) for tone in tones]


def add_all() -> None:
    add("State", "web/parts/badge.html", states)
    add("Empty list", "web/parts/empty.html", empties)
    add("Instant", "web/samples/instant.html", instants)
    add(
        "Figure",
        "web/samples/figure.html",
        lambda: [(tone or "plain", {"tone": tone}) for tone in ("", "is-warn", "is-bad")],
    )
    add(
        "Note",
        "web/samples/note.html",
        lambda: [(tone, {"tone": tone}) for tone in ("info", "success", "warning", "error")],
    )
    for name in ("Colours", "Type", "Buttons", "Fields", "Keys"):
        add(name, f"web/samples/{name.lower()}.html", lambda: [("all", {})])
