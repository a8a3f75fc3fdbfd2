"""What the page of a window shows of its work: steps, talks, requests, what monitoring said, what was down."""

from functools import cached_property

from maintenance.models import Consultation, Conversion, Downtime, KeptAlert, WindowStep
from maintenance.patching.models import PatchRun
from maintenance.states import Decision
from maintenance.views.shown_notice import NoticeShown

# A window in which a monitor talks without end; its page shows the newest.
_MOST_KEPT = 50


class WorkShown(NoticeShown):
    """A window as `reader` may see it, as far as its work goes."""

    @cached_property
    def steps(self) -> list[WindowStep]:
        mine = WindowStep.objects.visible_to(self.reader).filter(window=self.window)
        return list(mine.select_related("done_by")) if self.for_staff else []

    @property
    def steps_done(self) -> int:
        return sum(1 for step in self.steps if step.done_at)

    @cached_property
    def consultations(self) -> list[Consultation]:
        rows = Consultation.objects.visible_to(self.reader).filter(window=self.window)
        rows = rows if self.for_staff else rows.filter(account=self.reader.account_id)
        return list(rows.select_related("account", "logged_by"))

    @property
    def asks_what_was_down(self) -> bool:
        """Whether its notice told customers to expect a downtime."""
        return bool(self.notice and self.notice.decision == Decision.USED and self.notice.expected_downtime)

    @cached_property
    def conversions(self) -> list[Conversion]:
        rows = Conversion.objects.visible_to(self.reader).filter(window=self.window)
        return list(rows.select_related("asked_by", "approved_by", "declined_by"))

    @property
    def asked_conversion(self) -> Conversion | None:
        return next((row for row in self.conversions if row.is_waiting), None)

    @cached_property
    def kept_alerts(self) -> list[KeptAlert]:
        rows = KeptAlert.objects.visible_to(self.reader).filter(window=self.window)
        return list(rows.select_related("server").order_by("-at", "-id")[:_MOST_KEPT])

    @cached_property
    def downtimes(self) -> list[Downtime]:
        rows = Downtime.objects.visible_to(self.reader).current().filter(window=self.window)
        return list(rows.select_related("server").order_by("starts_at", "id"))

    @cached_property
    def patch_runs(self) -> list[PatchRun]:
        """The runs that lie in it, as far as the reader may see them."""
        runs = PatchRun.objects.visible_to(self.reader).as_seen_by(self.reader)
        return list(runs.filter(window=self.window).order_by("planned_at", "id"))
