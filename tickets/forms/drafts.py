"""A draft as the form opens with it."""

from typing import Any

from django import forms

from tickets.drafts import Draft


def restored(draft: Draft | None, form: type[forms.Form]) -> dict[str, Any]:
    """The initial values of a form that opens with the draft; none without one."""
    kept = draft.fields if draft else {}
    return {name: values if _takes_many(form, name) else values[0] for name, values in kept.items()}


def _takes_many(form: type[forms.Form], name: str) -> bool:
    return isinstance(form.base_fields.get(name), forms.MultipleChoiceField)
