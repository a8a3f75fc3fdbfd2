"""`/patching/find/?q=`: the servers that are patched, for the command palette."""

from typing import Any

from django.db.models import Exists, OuterRef

from hostops.accounts.models import Server
from hostops.web.finding import FindPage
from maintenance.patching.models import PatchDuty


class PatchedFind(FindPage):
    model = Server
    template_name = "patching/parts/find.html"

    def sought(self, words: str) -> Any:
        patched = PatchDuty.objects.filter(server=OuterRef("pk"), ended_at=None)
        return self.rows().filter(Exists(patched), hostname__icontains=words).order_by("hostname", "id")
