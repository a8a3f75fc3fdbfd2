"""`/cases/new/`: filing a case. Staff say first for which account."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import require
from hostops.lib.now import now
from hostops.web.acts import ActPage
from tickets.actions import case_file, draft_clear
from tickets.drafts import Draft, Place
from tickets.forms.drafts import restored
from tickets.forms.fields import uploads_of
from tickets.forms.filing import AccountForm, FileForm, StaffFileForm
from tickets.models import Case, Channel
from tickets.promises import Promises, promises

_ID = re.compile(r"[0-9]{1,18}")
# What the form's own call for the levels of another server carries.
_KEPT = re.compile(r"server|requested_severity|ask_[0-9]+")
# As many as a list to choose from can hold; further ones are found by typing.
_SUGGESTED = 200


class FilePage(ActPage):
    """The promises of the account's policy, level by level, and the form."""

    template_name = "tickets/file.html"
    title = "New case"
    submit = "File the case"
    promises: Promises | None
    server: Server | None

    def permit(self) -> None:
        require(self.reader, "tickets.case.file")
        self.account = self._account()
        self.server = self._server()
        self.promises = promises(self.account, now(), self.server) if self.account else None

    def _account(self) -> Account | None:
        if not self.reader.is_staff_member:
            return Account.objects.visible_to(self.reader).get()
        wanted = self.request.GET.get("account", "").strip()
        named = Account.objects.visible_to(self.reader).filter(Q(slug__iexact=wanted) | Q(name__iexact=wanted))
        return named.first() if wanted else None

    def _server(self) -> Server | None:
        """The server that is chosen, whose contract's promises are shown; None for one that is not the account's."""
        chosen = self._chosen() if self.account else ""
        mine = Server.objects.visible_to(self.reader).filter(account=self.account).select_related("contract")
        return mine.filter(pk=int(chosen)).first() if _ID.fullmatch(chosen) else None

    def _chosen(self) -> str:
        """As it was sent, as the address says, or as the draft says that the form opens with."""
        said = (self.request.POST or self.request.GET).get("server")
        return str(restored(self.draft, self.form_class).get("server", "")) if said is None else said

    def initial(self) -> dict[str, Any]:
        """What was half written, and before that what the address says: what was answered before another server."""
        said = {name: value for name, value in self.request.GET.items() if _KEPT.fullmatch(name)}
        return restored(self.draft, self.form_class) | said

    @property
    def place(self) -> Place:
        assert self.account
        return Place("new", self.account.slug if self.reader.is_staff_member else "")

    @cached_property
    def draft(self) -> Draft | None:
        """What the form opens with; a form that was sent has what was sent."""
        opens = self.account and self.request.method != "POST"
        return Draft.objects.visible_to(self.reader).at(self.place) if opens else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request) if self.account else self._which_account()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request) if self.account else self._which_account()

    def _which_account(self) -> HttpResponse:
        asked = self.request.GET if "account" in self.request.GET else None
        form = AccountForm(asked)
        if asked and form.is_valid():
            form.add_error("account", "There is no such account.")
        self.template_name = "tickets/which_account.html"
        known = Account.objects.visible_to(self.reader).values_list("slug", "name")[:_SUGGESTED]
        return self.show(form=form, title=self.title, known=known, back=self.done(None))

    @property
    def form_class(self) -> type[FileForm]:
        return StaffFileForm if self.reader.is_staff_member else FileForm

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "account": self.account, "promises": self.promises}

    def context(self) -> dict[str, Any]:
        own = {"account": self.account, "server": self.server, "promises": self.promises}
        return super().context() | own | ({"place": self.place, "draft": self.draft} if self.account else {})

    def act(self, form: Any) -> Case:
        given = {"channel": Channel.PORTAL, **form.given()}
        assert self.account
        given["attachments"] = uploads_of(form.cleaned_data["attachments"])
        with transaction.atomic():
            case = case_file(actor=self.reader, account=self.account, **given)
            draft_clear(actor=self.reader, place=str(self.place))
        return case

    def done(self, result: Case | None) -> str:
        """The case; a customer is told there, this once, what happens next."""
        if result is None:
            return reverse("cases") if self.reader.is_staff_member else reverse("home")
        told = "" if self.reader.is_staff_member else "?filed=1"
        return reverse("case", args=[result.pk]) + told
