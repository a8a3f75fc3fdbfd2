"""Planning and trading shifts: `/on-call/shifts/...`."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.clocks.businesstime.wall import local_date
from hostops.duty import actions
from hostops.duty.actions.records import in_words
from hostops.duty.coverage import monday_of
from hostops.duty.forms import DraftForm, ShiftForm, SwapForm
from hostops.duty.models import Shift
from hostops.duty.roles import COVER, PLAN, SWAP, SWAP_ANY
from hostops.duty.views.base import ForStaff
from hostops.lib.now import now
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.pages import DetailPage

# With what is further away nobody swaps; the list stays short.
_SWAPPED_WITHIN = timedelta(days=120)


class ShiftPage(ForStaff, DetailPage):
    model = Shift
    template_name = "duty/shift.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("person")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        is_open = self.object.ends_at > now()
        return super().show(
            status,
            is_open=is_open,
            may_plan=is_open and may(self.reader, PLAN),
            may_swap=is_open and _may_swap(self.reader, self.object),
            may_cover=is_open and may(self.reader, COVER) and self.object.person != self.reader,
            **more,
        )


class _Planning(ForStaff, ActPage):
    def permit(self) -> None:
        super().permit()
        require(self.reader, PLAN)

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def done(self, result: Any) -> str:
        return reverse("on_call")


class ShiftPlanPage(_Planning):
    form_class = ShiftForm
    title = "Put somebody on call"
    submit = "Put on call"
    said = "The shift is planned; who has it is told."

    def act(self, form: Any) -> Shift:
        return actions.shift_plan(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return _week_of(result, self.reader) if result else super().done(None)


class ShiftsDraftPage(_Planning):
    form_class = DraftForm
    title = "Draft shifts by the week"
    hint = "A shift each week, the people in turn. What is taken already stays; single shifts can be changed later."
    submit = "Draft them"
    said = "The shifts are drafted; who has them is told."

    def initial(self) -> dict[str, Any]:
        """From next Monday on, as most would have it."""
        monday = monday_of(local_date(now(), ZoneInfo(self.reader.timezone))) + timedelta(days=7)
        return {"timezone": self.reader.timezone, "first_day": monday.isoformat(), "at": "09:00", "weeks": 8}

    def act(self, form: Any) -> list[Shift]:
        return actions.shifts_draft(actor=self.reader, **form.given())

    def done(self, result: Any) -> str:
        return _week_of(result[0], self.reader) if result else super().done(None)


class _OfShift(ForStaff, ObjectActPage):
    """An act on one shift; afterwards its page."""

    model = Shift
    verb = PLAN

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("person")

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def about(self) -> str:
        return in_words(self.object, self.reader)

    def done(self, result: Any) -> str:
        return reverse("shift", args=[self.object.pk])


class ShiftChangePage(_OfShift):
    form_class = ShiftForm
    title = "Change the shift"
    said = "The shift is changed; whom it concerns is told."

    def about(self) -> str:
        return ""  # the form begins with it

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("person", "line", "starts_at", "ends_at")}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> Shift:
        return actions.shift_change(actor=self.reader, shift=self.object, **form.cleaned_data)


class ShiftRemovePage(_OfShift):
    title = "Take the shift out of the rota"
    hint = "Nobody is on call in its place until somebody is planned."
    submit = "Take it out"
    said = "The shift is taken out; who had it is told."

    def act(self, form: Any) -> None:
        actions.shift_remove(actor=self.reader, shift=self.object)

    def succeeded(self, result: Any) -> HttpResponse:
        self.gone = True
        return super().succeeded(result)

    def done(self, result: Any) -> str:
        return reverse("on_call") if getattr(self, "gone", False) else super().done(result)


class ShiftCoverPage(_OfShift):
    verb = COVER
    title = "Take the shift over"
    hint = "You are on call in their place. They are told."
    submit = "Take it over"
    said = "The shift is yours."

    def act(self, form: Any) -> Shift:
        return actions.shift_cover(actor=self.reader, shift=self.object)


class ShiftSwapPage(_OfShift):
    form_class = SwapForm
    verb = SWAP
    title = "Swap the shift"
    hint = "The two people change places. Both are told."
    submit = "Swap"
    said = "The shifts are swapped; both are told."

    def form_arguments(self) -> dict[str, Any]:
        return {"others": _others(self.reader, self.object), "words": lambda shift: in_words(shift, self.reader)}

    def act(self, form: Any) -> Shift:
        return actions.shift_swap(actor=self.reader, shift=self.object, other=form.cleaned_data["other"])


def _week_of(shift: Shift, reader: Any) -> str:
    """The calendar where the shift begins."""
    return f"{reverse('on_call')}?week={local_date(shift.starts_at, ZoneInfo(reader.timezone))}"


def _may_swap(reader: Any, shift: Shift) -> bool:
    return may(reader, SWAP) and _others(reader, shift).exists()


def _others(reader: Any, shift: Shift) -> QuerySet[Shift]:
    """The shifts that this one may be swapped with: of other people, and one of the two one's own, unless one plans."""
    ahead = Shift.objects.visible_to(reader).within(now(), now() + _SWAPPED_WITHIN).exclude(person=shift.person_id)
    if not may(reader, SWAP_ANY) and shift.person_id != reader.pk:
        ahead = ahead.filter(person=reader)
    return ahead.select_related("person")
