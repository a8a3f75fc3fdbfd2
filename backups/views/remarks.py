"""`/backups/exceptions/remark/`: what was done, about one slot, some, or all of a filter that are unanswered."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme

from backups.actions.remarks import MOST_AT_ONCE, REMARK, slots_remark
from backups.excepted import Shown, shown
from backups.exceptions import owed_words
from backups.forms.book import RemarkForm
from backups.models import Remark, Schedule
from backups.naming import number_in
from backups.rules.exceptions import Key, Row
from backups.views.exceptions import ExceptionsBase
from hostops.accounts.roles import require
from hostops.web.acts import ActPage

_NAMED = 3


class RemarkPage(ActPage, ExceptionsBase):
    """The slots stand in the address: `?slot=BK-12@...` for each, or `?all=` the instant at which the list was seen."""

    form_class = RemarkForm
    title = "Say what was done"
    submit = "Keep it"

    def permit(self) -> None:
        require(self.reader, REMARK)
        if not self.slots:
            raise Http404

    @cached_property
    def slots(self) -> list[Shown]:
        if at := _instant(self.request.GET.get("all", "")):
            rows = owed_words(self.asked.chosen(self.asked.rows(self.reader)[0]))
            return shown([row for row in rows if row.at <= at][:MOST_AT_ONCE])
        names = self.request.GET.getlist("slot")[:MOST_AT_ONCE]
        keys = [key for name in names if (key := _key(name))]
        known = set(
            Schedule.objects.visible_to(self.reader)
            .filter(pk__in={key[0] for key in keys})
            .values_list("pk", flat=True)
        )
        return shown([Row(*key, key[1], ("missed",)) for key in keys if key[0] in known])

    def about(self) -> str:
        first = ", ".join(
            f"{each.schedule.number} {each.title} of {each.schedule.server.hostname}" for each in self.slots[:_NAMED]
        )
        return first + (f" and {len(self.slots) - _NAMED} more" if len(self.slots) > _NAMED else "")

    def form_arguments(self) -> dict[str, Any]:
        """The reasons that every one of the slots' tiers knows."""
        known = [
            {reason.name: reason.title for reason in each.tier.miss_reasons} if each.tier else {} for each in self.slots
        ]
        shared = [(name, title) for name, title in known[0].items() if all(name in reasons for reasons in known)]
        return {"reasons": shared}

    def act(self, form: Any) -> list[Remark]:
        slots = [(each.schedule, each.row.slot_at) for each in self.slots]
        return slots_remark(actor=self.reader, slots=slots, **form.cleaned_data)

    def done(self, result: Any) -> str:
        back = self.request.GET.get("back", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        return back if safe else reverse("backup_exceptions")


def _key(name: str) -> Key | None:
    number, _, written = name.partition("@")
    schedule, at = number_in(number), _instant(written)
    return (schedule, at) if at and schedule is not None else None


def _instant(text: str) -> datetime | None:
    """A plus sign that was not written `%2B` arrives as a space."""
    try:
        instant = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return instant if instant.tzinfo else None
