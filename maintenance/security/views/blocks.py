"""`/security/blocks/`: what is blocked, and was; a customer sees its own, and those before everybody's servers."""

from ipaddress import ip_network
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.pages import DetailPage
from maintenance.security import actions
from maintenance.security.actions.blocks import SET
from maintenance.security.forms.probing import BlockForm
from maintenance.security.forms.response import ReasonForm
from maintenance.security.models import Block
from maintenance.security.views.base import Dated, NewPage, StepPage


class _AddressField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        try:
            return str(ip_network(text, strict=False)) if text else ""
        except ValueError:
            raise forms.ValidationError("Write an address, such as 203.0.113.7.") from None


class _Address(django_filters.CharFilter):
    field_class = _AddressField


class BlockFilters(OfAccountFilters):
    address = _Address(label="Holds the address", field_name="range", lookup_expr="touches")
    account = account_filter()
    state = django_filters.ChoiceFilter(
        label="State", choices=[("standing", "Blocked"), ("over", "Over")], empty_label="All", method="by_state"
    )

    class Meta:
        model = Block
        fields: list[str] = []

    def by_state(self, rows: Any, _: str, state: str) -> QuerySet[Block]:
        found: QuerySet[Block] = rows.in_state(state, now())
        return found


class BlocksPage(Dated):
    """Four statements, however many there are."""

    model = Block
    template_name = "security/blocks.html"
    filters = BlockFilters

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "test").prefetch_related("servers")

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_set": may(self.reader, SET)}


class BlockPage(DetailPage):
    model = Block
    template_name = "security/block.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "test", "set_by", "lifted_by").prefetch_related("servers")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        state = self.object.state_at(now())
        return super().show(status, state=state, may_lift=state == "standing" and may(self.reader, SET), **more)


class BlockSetPage(NewPage):
    form_class = BlockForm
    title = "Record a block"
    hint = "What interferes with the servers is blocked; the account sees the range, since when, and why (itpdx:5e)."
    submit, said = "Record it", "The block is recorded."
    verb, action = SET, staticmethod(actions.block_set)
    route, back = "block", "blocks"

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "")[:60] for name in ("account", "test", "range")}


class BlockLiftPage(StepPage):
    model, form_class = Block, ReasonForm
    title, hint = "Lift the block", "The range is let through again; the record stays."
    submit, said = "Lift it", "The block is lifted."
    verb, action = SET, staticmethod(actions.block_lift)
    named, route = "block", "block"

    def called(self) -> str:
        return str(self.object.range)
