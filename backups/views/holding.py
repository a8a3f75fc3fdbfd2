"""What is done with one copy: hold it, release it, say that it is gone."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from backups.actions.expiring import EXPIRE, Gone, Outcome, copies_gone
from backups.actions.holding import PLACE, RELEASE, hold_place, hold_release
from backups.forms.retention import GoneForm, HoldForm, ReleaseForm
from backups.models import Hold, Run
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.web.acts import ObjectActPage


class _OfCopy(ObjectActPage):
    """An act on one copy; afterwards its page."""

    model: Any = Run
    verb = PLACE

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("schedule__server")

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def about(self) -> str:
        run = self.run()
        return f"{run.schedule.server.hostname}, {run.schedule.tier}, {run.finished_at:%Y-%m-%d %H:%M} UTC"

    def run(self) -> Run:
        run: Run = self.object
        return run

    def done(self, result: Any) -> str:
        return reverse("backup_copy", args=[self.run().pk])


class HoldPlacePage(_OfCopy):
    form_class = HoldForm
    title = "Hold the copy"
    hint = "It does not go, whatever its retention says. A hold that lasts as long takes the place of the one before."
    submit = "Hold it"
    said = "The copy is held."

    def act(self, form: Any) -> Hold:
        return hold_place(actor=self.reader, run=self.object, **form.cleaned_data)


class HoldReleasePage(_OfCopy):
    model = Hold
    verb = RELEASE
    form_class = ReleaseForm
    title = "Release the hold"
    hint = "The copy goes by its retention again, at once where its time is over."
    submit = "Release it"
    said = "The hold is released."

    def rows(self) -> QuerySet[Any]:
        return super(_OfCopy, self).rows().select_related("run__schedule__server")

    def run(self) -> Run:
        hold: Hold = self.object
        return hold.run

    def act(self, form: Any) -> Hold:
        return hold_release(actor=self.reader, hold=self.object, **form.cleaned_data)


class CopyGonePage(_OfCopy):
    verb = EXPIRE
    form_class = GoneForm
    title = "The copy was removed"
    submit = "It is gone"
    said = "The copy is on record as gone."

    @property
    def hint(self) -> str:  # type: ignore[override]
        run = self.run()
        if run.expires_at is not None and run.expires_at > now():
            return f"It was to be kept until {run.expires_at:%Y-%m-%d %H:%M} UTC: that it went sooner is an alert."
        return "For tools that do not tell by themselves."

    def act(self, form: Any) -> Outcome:
        try:
            return copies_gone(actor=self.reader, gone=[Gone(self.object.pk, form.cleaned_data["deleted_at"])])[0]
        except BadField as refusal:
            raise BadField({name.rsplit(".", 1)[-1]: said for name, said in refusal.errors.items()}) from None
