"""The contract's life: its start, its fee, notice to end it, the refund, the handover."""

from typing import ClassVar, Literal

from hostops.policies.schema.base import Part, Rule, Slug, Switch, Words, listed
from hostops.policies.schema.durations import Duration, in_words, often
from hostops.policies.schema.rules import ClockRule


class Term(Rule):
    """Support starts with `starts_with`, the fee is due every `fee_every`; a null `term` is indefinite."""

    starts_with: Literal["first_payment", "contract_date"]
    fee_every: Duration
    term: Duration | None = None
    clocks_run_unpaid: Switch = True

    def words(self) -> str:
        start = "the first payment" if self.starts_with == "first_payment" else "the date of the contract"
        term = f"for {in_words(self.term)}" if self.term else "for an indefinite term"
        said = f"support starts with {start}, {term}, paid {often(self.fee_every)}"
        return (
            f"{said}; response times run on when the paid-through date has passed" if self.clocks_run_unpaid else said
        )


class NoticePeriod(ClockRule):
    """The time from a notice to the earliest end of the contract."""

    def words(self) -> str:
        return f"the contract ends {in_words(self.duration)} after the notice, or later"

    def said_as(self, field: str) -> str:
        return ""


class Termination(Rule):
    """Who may end the contract and how; `notice` is the time from the notice to the earliest end."""

    by: tuple[Literal["customer", "provider"], ...]
    in_writing: Switch
    notice: NoticePeriod

    def words(self) -> str:
        written = " in writing" if self.in_writing else ""
        return f"the {listed(list(self.by), 'or the')} may end the contract{written}"


class NotRefundable(Part):
    """A payment that is left out of a refund."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words


class Refund(Rule):
    """What was paid for the time after the end comes back, counted by `count`."""

    count: Literal["days", "months"]
    after_transfer_off: Switch
    not_refundable: tuple[NotRefundable, ...] = ()

    def words(self) -> str:
        after = ", payable once the transfer-off is confirmed" if self.after_transfer_off else ""
        left_out = listed([payment.title for payment in self.not_refundable])
        said = f"a refund of the remaining paid time, counted by {self.count}{after}"
        return f"{said}; not refunded: {left_out}" if left_out else said


class Handover(Rule):
    """The archives offered at the end; a link expires after `link_expires_after`."""

    archives: tuple[Literal["code", "database"], ...]
    link_expires_after: Duration
    confirmed_by_customer: Switch

    def words(self) -> str:
        said = f"{listed(list(self.archives))} are packaged for download, each link for "
        confirmed = ", until the customer confirms the transfer-off" if self.confirmed_by_customer else ""
        return f"{said}{in_words(self.link_expires_after)}{confirmed}"


class Subscription(Part):
    """The terms on which a contract begins and ends."""

    term: Term | None = None
    termination: Termination | None = None
    refund: Refund | None = None
    handover: Handover | None = None
