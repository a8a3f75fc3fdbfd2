"""Tokens for a person's programs. The secret is shown once, on the page that answers its making."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hostops.accounts.forms import TokenForm
from hostops.accounts.roles import require
from hostops.accounts.token_actions import MAKE, token_make, token_revoke
from hostops.accounts.tokens import Token
from hostops.web.acts import ObjectActPage, ShownOncePage


class TokenMakePage(ShownOncePage):
    answer_template = "accounts/token_made.html"
    form_class = TokenForm
    title = "Make a token"
    hint = "A program that has it may do what you may, within the scope."
    submit = "Make it"

    def permit(self) -> None:
        require(self.reader, MAKE)

    def act(self, form: Any) -> tuple[Token, str]:
        return token_make(actor=self.reader, **form.cleaned_data)

    def once(self, result: Any) -> dict[str, Any]:
        token, secret = result
        return {"token": token, "secret": secret}

    def done(self, result: Any) -> str:
        return reverse("profile") + "#tokens"


class TokenRevokePage(ObjectActPage):
    model = Token
    title = "Revoke the token"
    hint = "Programs that use it are refused from then on. It cannot be taken back."
    submit = "Revoke it"
    said = "The token is revoked."

    def rows(self) -> QuerySet[Token]:
        return super().rows().filter(revoked_at=None)

    def about(self) -> str:
        return f"{self.object.name}, which begins with {self.object.prefix}"

    def act(self, form: Any) -> Token:
        return token_revoke(actor=self.reader, token=self.object)

    def done(self, result: Any) -> str:
        return reverse("profile") + "#tokens"
