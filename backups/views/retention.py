"""`/backups/retention/`: other retention values against the copies on record. Nothing is changed by it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from backups.comparing import TierCompared, compared, promises_now, tiers_of
from backups.forms.retention import ValuesForm, WhoseForm, field_of, promised_words
from backups.models import Run, Schedule
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.policies.schema.durations import in_words
from hostops.web.pages import VisiblePage

# So many of each kind are shown one by one; REST names all.
_SHOWN = 25
_KINDS = (
    ("sooner", "Might go, and are kept now"),
    ("longer", "Would be kept, and may go now"),
    ("gone", "Would be there still, and are gone"),
)


class RetentionPage(VisiblePage):
    """Whose copies and which values stand in the address, so that a comparison can be shared as a link."""

    model = Schedule
    template_name = "backups/retention.html"

    def permit(self) -> None:
        super().permit()
        require(self.reader, "backups.retention.preview")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._whose.is_valid() or (self.reader.is_staff_member and not self._whose.meant()):
            return self.show(whose=self._whose, asks=True)
        schedules = self.rows().filter(**self._whose.meant())
        promises = promises_now(schedules)
        tiers = tiers_of(promises.values())
        values = ValuesForm(request.GET, tiers)
        other = values.retentions()
        try:
            found = compared(schedules, other, now(), promises)
        except BadField as refusal:
            return self.show(whose=self._whose, too_much=" ".join(refusal.errors.values()))
        rows = [_row(tier, values) for tier in found]
        return self.show(whose=self._whose, tiers=rows, values=values, other=other, changes=self._changes(found))

    @cached_property
    def _whose(self) -> WhoseForm:
        return WhoseForm(self.request.GET, reader=self.reader)

    def _changes(self, tiers: list[TierCompared]) -> list[dict[str, Any]]:
        """Of each kind the first copies, and how many more there are; one statement."""
        ids = {kind: [pk for tier in tiers for pk in getattr(tier, kind)] for kind, _ in _KINDS}
        shown = self._runs([pk for each in ids.values() for pk in each[:_SHOWN]])
        return [
            {"title": title, "count": len(ids[kind]), "runs": [shown[pk] for pk in ids[kind][:_SHOWN] if pk in shown]}
            for kind, title in _KINDS
            if ids[kind]
        ]

    def _runs(self, ids: list[int]) -> dict[int, Run]:
        if not ids:
            return {}
        visible: QuerySet[Run] = Run.objects.visible_to(self.reader).select_related("schedule__server__account")
        return visible.in_bulk(ids)


def _row(tier: TierCompared, values: ValuesForm) -> dict[str, Any]:
    name = field_of(tier.name)
    asked = values.data.get(name)
    return {
        "tier": tier,
        "promised": promised_words(tier),
        "name": name,
        "value": (in_words(tier.promised[0]) if len(tier.promised) == 1 else "") if asked is None else asked,
        "errors": values.errors.get(name, []),
        "bytes_less": -tier.bytes_more,
    }
