"""The rota as alerts ask for it, and as pages show it: who is on call, who is away, who stands in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.alerts.line import Deputy, Rota, Stand
from hostops.duty.models import Absence, Shift
from hostops.duty.standins import stand_ins
from hostops.web.times import absolute

# An alert may go down the lines where somebody is on call within this time; a policy's wait is shorter.
_SOON = timedelta(days=7)


class KeptRota(Rota):
    """Answers from the shifts and absences in the database; one query for each answer."""

    def kept(self, at: datetime) -> bool:
        return Shift.objects.within(at, at + _SOON).exists()

    def standing(self, at: datetime) -> Sequence[Stand]:
        shifts = list(Shift.objects.standing(at))
        away = absent([shift.person_id for shift in shifts], at) if shifts else {}
        return [
            Stand(shift.line, shift.person_id, shift.person.display_name, _away(shift.person, away))
            for shift in shifts
            if shift.person.is_active
        ]

    def deputies(self, at: datetime) -> Mapping[int, Deputy]:
        away = {absence.person_id: absence for absence in Absence.objects.at(at).select_related("person")}
        found = stand_ins({person: absence.deputy_id for person, absence in away.items()})
        return {person: Deputy(deputy, away[person].person.display_name) for person, deputy in found.items()}


def absent(people: Iterable[int], at: datetime) -> Mapping[int, Absence]:
    """Of these people those who are out of office at that instant, with their absence and its deputy."""
    away = Absence.objects.at(at).filter(person__in=list(people)).select_related("person", "deputy")
    return {absence.person_id: absence for absence in away}


def away_in_words(absence: Absence, zone: str) -> str:
    """`out of office until 27 Mar 2026, 16:00 CET; Tom Okafor stands in`."""
    until = absolute(absence.ends_at, ZoneInfo(zone))
    deputy = f"; {absence.deputy.display_name} stands in" if absence.deputy else ""
    return f"out of office until {until}{deputy}"


def _away(person: Person, away: Mapping[int, Absence]) -> str:
    absence = away.get(person.pk)
    return away_in_words(absence, person.timezone) if absence else ""
