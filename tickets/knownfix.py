"""A case on a version that is older than one which mends its earlier twin (itpdx:2c)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hostops.lib.versions import Unordered, older
from hostops.policies.schema.caselife import CoverageGround
from tickets.models import Advice, Case
from tickets.states import LIVE_STATES
from tickets.terms import Terms

# More advice on one software is for the list of cases to find.
_MOST = 3


@dataclass(frozen=True)
class KnownFix:
    """The advice on an earlier case, and whether this case is on an older version; None: its version is not known."""

    advice: Advice
    lacks_it: bool | None
    ground: CoverageGround

    @property
    def reason(self) -> str:
        """What the customer would read, to begin with."""
        advice, runs = self.advice, self.advice_runs
        day = timezone.localtime(advice.told_at)
        told = f"{advice.told} was told on {day.day} {day:%B %Y} (case {advice.case.number})"
        return f"{advice.fixed_version} mends this; {told}{runs}."

    @property
    def advice_runs(self) -> str:
        return ", and an older one still runs" if self.lacks_it else ""


def known_fixes(case: Case, reader: Any, terms: Terms | None) -> list[KnownFix]:
    """What support may be withheld by, newest first: for staff, till the coverage is decided. One statement."""
    ground = _ground(terms)
    decided = case.state not in LIVE_STATES or case.coverage_reason
    if ground is None or case.software_id is None or decided or not reader.is_staff_member:
        return []
    earlier = Advice.objects.visible_to(reader).filter(
        case__account=case.account_id, case__software=case.software_id, told_at__lte=case.received_at
    )
    newest = earlier.exclude(case=case.pk).select_related("case").order_by("-told_at")[:_MOST]
    return list(_missing(case, newest, ground))


def _missing(case: Case, advice: Any, ground: CoverageGround) -> Iterator[KnownFix]:
    for one in advice:
        lacks_it = _is_older(case, one.fixed_version)
        if lacks_it is not False:
            yield KnownFix(one, lacks_it, ground)


def _is_older(case: Case, fixed_version: str) -> bool | None:
    if not case.software_version or case.software is None:
        return None
    try:
        return older(_number(case.software_version, case.software.name), _number(fixed_version, case.software.name))
    except Unordered:
        return None


def _number(version: str, software: str) -> str:
    """`4.3` of `Storefront 4.3`."""
    plain = version.strip()
    return plain[len(software) :].strip() if plain.lower().startswith(software.lower()) else plain


def _ground(terms: Terms | None) -> CoverageGround | None:
    """The ground of the policy that rests on advice, if it has one."""
    grounds = terms.cases.coverage if terms else ()
    return next((ground for ground in grounds if ground.needs == "advice_record"), None)
