"""Who has not answered a notice, and whom it did not reach: the list of those to call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from hostops.alerts.models import Delivery
from maintenance.models import Addressee, Affected, Notice, ToldOtherwise, Window
from maintenance.querysets import COUNTING

BOUNCED = (Delivery.State.FAILED, Delivery.State.DROPPED)


@dataclass
class AccountTold:
    """An affected account under the notice that stands: who was told, what they said."""

    affected: Affected
    addressees: list[Addressee] = field(default_factory=list)
    otherwise: ToldOtherwise | None = None

    @property
    def reached(self) -> bool:
        """Whether it was sent to one contact at least, or told otherwise."""
        return self.sent_at is not None

    @property
    def sent_at(self) -> datetime | None:
        """When the first of its contacts was sent it, or somebody there was told."""
        sent = [each.delivery.sent_at for each in self.addressees if each.delivery and each.delivery.sent_at]
        return min([*sent, *([self.otherwise.told_at] if self.otherwise else [])], default=None)

    @property
    def bounced(self) -> list[Addressee]:
        return [each for each in self.addressees if each.delivery and each.delivery.state in BOUNCED]

    @property
    def answered(self) -> list[Addressee]:
        """Those who said something, the last word first."""
        said = [each for each in self.addressees if each.answered_at]
        return sorted(said, key=lambda each: each.answered_at or each.notice.given_at, reverse=True)

    @property
    def word(self) -> str:
        """The account's last word; empty while it is silent, `bounced` where it could not hear."""
        if self.answered:
            return self.answered[0].answer
        return "bounced" if self.addressees and len(self.bounced) == len(self.addressees) else ""

    @property
    def to_chase(self) -> bool:
        return not self.answered


def standing_notice(window: Window, reader: Any) -> Notice | None:
    """The notice that asks for answers: the last announcement."""
    asked = Notice.objects.visible_to(reader).filter(window=window, why__in=COUNTING)
    return asked.select_related("given_by").order_by("-number").first()


def told(notice: Notice | None, affected: Iterable[Affected], reader: Any) -> list[AccountTold]:
    """Each affected account with those who were told on its behalf; two statements."""
    rows = {each.pk: AccountTold(each) for each in affected}
    if notice is not None:
        found = Addressee.objects.visible_to(reader).filter(notice=notice).select_related("person", "delivery")
        for addressee in found.order_by("person__full_name"):
            addressee.notice = notice
            if addressee.affected_id in rows:
                rows[addressee.affected_id].addressees.append(addressee)
        for row in ToldOtherwise.objects.visible_to(reader).filter(notice=notice).select_related("recorded_by"):
            if row.affected_id in rows:
                rows[row.affected_id].otherwise = row
    return list(rows.values())


def silent_accounts(windows: Sequence[Window]) -> Mapping[Window, int]:
    """How many accounts of each window have answered nothing to the notice that stands; one statement."""
    newest = Notice.objects.filter(window=OuterRef("window"), why__in=COUNTING).order_by("-number").values("pk")[:1]
    asked = Addressee.objects.filter(affected=OuterRef("pk"), notice=OuterRef("newest"))
    rows = Affected.objects.filter(window__in=windows).annotate(newest=Subquery(newest))
    silent = rows.filter(Exists(asked), ~Exists(asked.exclude(answer="")))
    counted: dict[int, int] = {}
    for window in silent.values_list("window", flat=True):
        counted[window] = counted.get(window, 0) + 1
    return {window: counted.get(window.pk, 0) for window in windows}
