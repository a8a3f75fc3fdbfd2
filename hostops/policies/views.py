"""What was promised, for customers and staff alike."""

import re
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from hostops.lib.now import now
from hostops.policies import reading
from hostops.policies.models import Policy, PolicyVersion
from hostops.web.pages import DetailPage, VisiblePage

# How many of the contracts that a version binds the page names; it says how many there are.
_NAMED = 50
_NUMBER = re.compile(r"[0-9]{1,9}")


class PoliciesPage(VisiblePage):
    model = Policy
    template_name = "policies/list.html"

    def rows(self) -> QuerySet[Any]:
        newest = {"newest": Max("versions__number"), "published_at": Max("versions__published_at")}
        rows: QuerySet[Any] = super().rows().annotate(**newest)
        return rows

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(policies=self.rows())


class PolicyPage(DetailPage):
    """One version, clause by clause. `?version=` picks another that the reader may see."""

    model = Policy
    template_name = "policies/policy.html"

    def context(self) -> dict[str, Any]:
        version, at = self._version(), now()
        bound = reading.bound_contracts(version, self.reader, at)
        return super().context() | {
            "version": version,
            "document": version.parsed,
            "versions": reading.versions_for(self.object, self.reader),
            "promises": (promises := reading.promises(version)),
            "opened": [promise.clause for promise in promises if promise.openings],
            "bound": list(bound[:_NAMED]),
            "bound_count": bound.count(),
            "overrides": reading.overrides(version, self.reader, at),
            "holidays": reading.holidays(version, at),
        }

    def _version(self) -> PolicyVersion:
        asked = self.request.GET.get("version")
        found = self._asked(asked) if asked else reading.version_for(self.object, self.reader, now())
        if found is None:
            raise Http404
        return found

    def _asked(self, number: str) -> PolicyVersion | None:
        if not _NUMBER.fullmatch(number):
            return None
        versions = reading.versions_for(self.object, self.reader)
        return versions.filter(number=int(number)).select_related("policy").first()
