"""The cases that say that something is wrong with a server, for whoever works on servers in turns."""

from collections.abc import Collection, Sequence
from datetime import datetime

from hostops.accounts.models import Contract
from hostops.policies.binding import with_bindings
from hostops.subjects.incidents import Incident
from tickets.models import Case
from tickets.models.case import Channel
from tickets.terms import terms_of


def cases_since(servers: Collection[int], since: datetime) -> Sequence[Incident]:
    """Cases received since then that monitoring opened, or that are priority requests of their policy.

    Two statements where a case was received on any of them, and one where none was.
    """
    cases = Case.objects.filter(server__in=servers, received_at__gte=since).select_related("contract")
    found = list(cases.defer("description"))
    contracts = {case.contract_id: case.contract for case in found if case.contract}
    with_bindings(list(contracts.values()))
    return [_incident(case) for case in found if _tells_of_trouble(case, contracts.get(case.contract_id))]


def _tells_of_trouble(case: Case, contract: Contract | None) -> bool:
    terms = terms_of(contract, case.received_at)
    return case.channel == Channel.MONITORING or bool(terms and terms.cases.is_priority(case.severity))


def _incident(case: Case) -> Incident:
    assert case.server_id
    return Incident(case.server_id, case.received_at, case.resolved_at, f"{case.number} {case.title}")
