"""Reply templates: written, changed and retired by staff."""

from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line
from tickets.actions.change import required
from tickets.filling import faults
from tickets.models import ReplyTemplate
from tickets.replies import NAME_LONGEST

WRITE = "tickets.template.write"


@transaction.atomic
def template_create(*, actor: Any, name: str, body: str) -> ReplyTemplate:
    """Put a template into the list of all staff. BadField for an unknown field, and for a name that is taken."""
    require(actor, WRITE)
    name, body = _checked(name, body)
    template = ReplyTemplate(name=name, body=body, changed_by=actor, created_at=now(), changed_at=now())
    _saved(template)
    _noted(actor, "tickets.template.created", template, {}, {"name": name, "body": body})
    return template


@transaction.atomic
def template_change(*, actor: Any, template: ReplyTemplate, name: str, body: str) -> ReplyTemplate:
    """Write it anew; what was sent by it stays as it was."""
    require(actor, WRITE)
    found = _locked(template)
    name, body = _checked(name, body)
    before = {"name": found.name, "body": found.body}
    found.name, found.body, found.changed_by, found.changed_at = name, body, actor, now()
    _saved(found)
    _noted(actor, "tickets.template.changed", found, *changes(before, {"name": name, "body": body}))
    return found


@transaction.atomic
def template_retire(*, actor: Any, template: ReplyTemplate) -> ReplyTemplate:
    """Take it off the list; the journal keeps its words."""
    require(actor, WRITE)
    found = _locked(template)
    found.retired_at = now()
    found.save(update_fields=["retired_at"])
    _noted(actor, "tickets.template.retired", found, {"name": found.name}, {"retired_at": found.retired_at})
    return found


def _locked(template: ReplyTemplate) -> ReplyTemplate:
    found: ReplyTemplate | None = ReplyTemplate.objects.in_use().select_for_update().filter(pk=template.pk).first()
    if found is None:
        raise NotPossible("This template was retired.")
    return found


def _checked(name: str, body: str) -> tuple[str, str]:
    line, text = required(name=clean_line(name), body=body)
    wrong = {}
    if len(line) > NAME_LONGEST:
        wrong["name"] = f"Keep it under {NAME_LONGEST} characters."
    if faults(text):
        wrong["body"] = " ".join(faults(text))
    if wrong:
        raise BadField(wrong)
    return line, text


def _saved(template: ReplyTemplate) -> None:
    """The database alone knows, of two people at once, who had the name first."""
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise BadField({"name": "There is a template of this name."}) from None


def _noted(actor: Any, verb: str, template: ReplyTemplate, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(
        actor=actor, verb=verb, kind="template", object_id=template.pk, reference=template.name,
        before=before, after=after,
    )  # fmt: skip
