"""How the rings of a run stand now: its results, what happened on its servers since, and how long policies wait."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from hostops.subjects.incidents import incidents_on
from maintenance.patching.models import PatchResult, PatchRun
from maintenance.patching.rules.rings import DONE, Placed, Ring, rings_at
from maintenance.patching.runterms import RunTerms, terms_of, waited


def rings_of(run: PatchRun, at: datetime, results: Sequence[PatchResult] | None = None) -> list[Ring]:
    """The rings in their order, each with when it may begin or why it may not. All servers count, not a reader's alone.

    `results` are all of the run's, with server and contract, where they are at hand. A fixed number of
    statements, however many servers.
    """
    rows = list(run.results.select_related("server__contract")) if results is None else results
    placed = [Placed(row.server_id, row.server.hostname, row.ring, row.state, row.finished_at) for row in rows]
    patched = {one.server: one.finished_at for one in placed if one.state == DONE and one.finished_at}
    several = len({one.ring for one in placed}) > 1
    incidents = incidents_on(list(patched), min(patched.values())) if patched and several else []
    terms: list[RunTerms] = terms_of((row.server for row in rows), at) if several else []
    return rings_at(placed, incidents, partial(waited, terms), at, run.planned_at)
