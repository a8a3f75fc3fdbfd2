"""The reporter's word on how a case went."""

from typing import Any

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from tickets import clocks
from tickets.actions.change import changing, move
from tickets.models import Case, Merge, Rating
from tickets.ratings import Stars

COMMENT_LONGEST = 4000


def case_rate(*, actor: Any, case: Case, stars: int, comment: str = "", if_version: int | None = None) -> Rating:
    """Rate an ended case from 1 (bad) to 5 (very good): its reporter, once for each time that it ended.

    Said again within the time that the policy gives it replaces the first word. Raises NotAllowed for anybody else,
    NotPossible for a case that runs, that goes on in another, or whose rating stands.
    """
    text = clean_text(comment)
    _check(stars, text)
    also: dict[str, Any] = {}
    with changing(
        actor=actor, case=case, verb="rate", did="rated", if_version=if_version, reason=text[:200], also=also
    ) as locked:
        if locked.reporter_id != getattr(actor, "pk", None):
            raise NotAllowed(f"{locked.number} is rated by whoever reported it.")
        move(locked, "rate")
        if Merge.objects.standing().filter(case=locked).exists():
            raise NotPossible(f"{locked.number} goes on in another case; that one is rated.")
        rating, before = _kept(actor, locked, stars, text)
        also["rating"] = (before, stars)
    return rating


def _kept(actor: Any, case: Case, stars: int, comment: str) -> tuple[Rating, int | None]:
    """The row, and the stars that it had before."""
    assert case.resolved_at, "an ended case has its end"
    found = Rating.objects.filter(case=case, ended_at=case.resolved_at).first()
    if found is None:
        given = {"case": case, "ended_at": case.resolved_at, "stars": stars, "comment": comment}
        people = {"engineer": case.assignee, "rated_by": actor}
        return Rating.objects.create(**given, **people, rated_at=now()), None
    last = found.last_change(clocks.case_terms(case))
    if last and now() > last:
        raise NotPossible(f"Your rating of {case.number} stands since {found.rated_at:%Y-%m-%d}.")
    before, found.stars, found.comment, found.changed_at = found.stars, stars, comment, now()
    found.save()
    return found, before


def _check(stars: int, comment: str) -> None:
    wrong = {}
    if stars not in Stars.values:
        wrong["stars"] = f"From {Stars.BAD} ({Stars.BAD.label.lower()}) to {Stars.VERY_GOOD} (very good)."
    if len(comment) > COMMENT_LONGEST:
        wrong["comment"] = f"Keep it under {COMMENT_LONGEST} characters."
    if wrong:
        raise BadField(wrong)
