"""Who can be on call, hand over, stand in: the staff who see to alerts."""

from typing import Any

from django.db.models import QuerySet

from hostops.accounts.models import Person
from hostops.accounts.roles import granted
from hostops.duty.roles import ON_CALL


def on_call_staff(reader: Any) -> QuerySet[Person]:
    """By name, as far as `reader` may see them."""
    people: QuerySet[Person] = Person.objects.visible_to(reader)
    return people.filter(role__in=granted()[ON_CALL], is_active=True).order_by("full_name", "pk")
