"""What a planner gives for a year: a rule or dates, for whom, in which zone; made into entries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from hostops.accounts.zones import validate_zone
from hostops.clocks.businesstime.wall import in_utc
from hostops.lib.errors import BadField
from hostops.lib.text import clean_line
from maintenance.actions.year_records import TITLE_LONGEST
from maintenance.rules.yearplan import Entry, Fault, draft
from maintenance.yearlook import Looked
from maintenance.yearrules import rule_given, rule_written
from maintenance.yearterms import YearTerms

# A year outside of these is mistyped.
FIRST_YEAR, LAST_YEAR = 1971, 2199
# More than any policy could mean; a body of dates is not gone through for ever.
MOST_DATES = 200
_KINDS = ("short", "long")


def check_head(year: int, timezone: str, title: str) -> None:
    """BadField for a year, a zone or a title that makes no plan."""
    wrong = {}
    if not FIRST_YEAR <= year <= LAST_YEAR:
        wrong["year"] = f"Plan a year from {FIRST_YEAR} to {LAST_YEAR}."
    if len(clean_line(title)) > TITLE_LONGEST:
        wrong["title"] = f"Keep it under {TITLE_LONGEST} characters."
    try:
        validate_zone(timezone)
    except ValidationError as error:
        wrong["timezone"] = " ".join(error.messages)
    if wrong:
        raise BadField(wrong)


def entries_of(
    year: int, timezone: str, terms: YearTerms, rule: Mapping[str, Any] | None, dates: Sequence[Entry] | None
) -> tuple[Sequence[Entry], dict[str, Any], Sequence[Fault]]:
    """The entries that were given or follow from the rule, the rule as it is kept, and the dates it cannot give."""
    if rule is not None and dates is not None:
        raise BadField({"rule": "Give a rule or dates, not both."})
    if dates is not None:
        return checked_dates(dates), {}, ()
    windows = terms.first.windows
    made = rule_given(rule or {}, windows, timezone)
    clause = windows.year_plan.clause if windows.year_plan else ""
    drafted = draft(year, made, clause)
    return drafted.entries, rule_written(made), drafted.faults


def checked_dates(dates: Sequence[Entry]) -> Sequence[Entry]:
    """The dates in UTC. BadField by date for one that is no instant, or of no kind that a plan has."""
    wrong: dict[str, str] = {}
    if len(dates) > MOST_DATES:
        raise BadField({"dates": f"A plan has at most {MOST_DATES} dates."})
    found = []
    for place, date in enumerate(dates):
        if date.kind not in _KINDS:
            wrong[f"dates.{place}.kind"] = f"Use one of {', '.join(_KINDS)}."
        try:
            starts_at, ends_at = in_utc(date.starts_at, "the start"), in_utc(date.ends_at, "the end")
        except ValueError as error:
            wrong[f"dates.{place}"] = f"{error}."
            continue
        found.append(Entry(date.kind, starts_at, ends_at))
    if wrong:
        raise BadField(wrong)
    return found


def refuse_faults(faults: Sequence[Fault], *, drafted: bool) -> None:
    """BadField with every fault at its date and its clause; what a rule drafted is laid at the rule."""
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        name = "rule" if drafted else "dates" if fault.entry is None else f"dates.{fault.entry}"
        wrong.setdefault(name, []).append(f"{fault.detail} ({fault.clause})")
    if wrong:
        raise BadField({name: "; ".join(said) for name, said in wrong.items()})


def answered_for(looked: Looked, word: str) -> None:
    """BadField for `word` where there are warnings and nobody says why it is well."""
    wanting = [warning for warning in looked.warnings if warning.needs_word]
    if wanting and not word:
        said = "; ".join(warning.detail for warning in wanting[:5])
        more = f" and {len(wanting) - 5} more" if len(wanting) > 5 else ""
        raise BadField(
            {"word": f"Some dates are unwise: {said}{more}. Say why the plan is published in spite of that."}
        )
