"""Tags of the desk's templates: durations and clauses."""

from django import template
from django.urls import reverse

from hostops.policies.schema import durations

register = template.Library()


@register.filter
def in_words(duration: str) -> str:
    """An ISO duration of a policy: `P7D` is "7 days"."""
    return durations.in_words(duration)


@register.simple_tag
def clause_url(clause: str) -> str:
    """Where the words of a clause stand: its policy is the first part of its name."""
    return f"{reverse('policy', args=[clause.partition(':')[0]])}#{clause}"
