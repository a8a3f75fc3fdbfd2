"""What the policies of those concerned say of security, as they bind at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from hostops.accounts.models import Account, Server
from hostops.clocks.businesstime import Duration
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.security import ActionFirst, Probing
from hostops.policies.schema.security import CustomCode as CodeRule
from maintenance.clocks import rule_due
from maintenance.security.models import CustomCode, SecurityResponse
from maintenance.terms import AccountTerms, terms_for, terms_in_scope


def terms_of_response(response: SecurityResponse, at: datetime) -> list[AccountTerms]:
    """The terms of every contract that the response touches, of accounts without a server in it of their first."""
    accounts = [row.account for row in response.affected.select_related("account")]
    return terms_in_scope(accounts, Server.objects.filter(pk__in=response.servers.values("pk")), at)


def first_of(terms: AccountTerms) -> ActionFirst | None:
    """The rule by which action may come before notice; None where the policy has none."""
    return terms.document.security.action_first if terms.document.security else None


def reasons_of(terms: Sequence[AccountTerms]) -> dict[str, str]:
    """What allows action before notice, by the policies concerned: name and words of each."""
    rules = [rule for one in terms if (rule := first_of(one))]
    return {reason.name: reason.title for rule in rules for reason in rule.reasons}


def strictest_notice(
    terms: Sequence[AccountTerms], reason: str, at: datetime
) -> tuple[AccountTerms, ActionFirst] | None:
    """Whose notice is due first, of those whose policy knows the reason; None where none does."""
    knowing = [(one, rule) for one in terms if (rule := first_of(one)) and rule.title_of(reason)]
    return min(knowing, key=lambda pair: rule_due(pair[0], pair[1].notice, at), default=None)


@dataclass(frozen=True)
class Price:
    """What an hour costs, by which contract; `step` is what is counted in full once it is begun."""

    hourly: Decimal
    step: timedelta
    currency: str


def terms_of_code(code: CustomCode, at: datetime) -> AccountTerms | None:
    """The terms of the contract of the code's server, or of the account's first; None where nothing binds."""
    account: Account = code.account
    if code.server_id is None:
        return terms_for([account], at).get(account)
    server = Server.objects.filter(pk=code.server_id)
    return next(iter(terms_in_scope([account], server, at)), None)


def code_rule(terms: AccountTerms | None) -> CodeRule | None:
    """What the policy says of customers' own code; None where it says nothing."""
    return terms.document.security.custom_code if terms and terms.document.security else None


def price_of(terms: AccountTerms | None) -> Price | None:
    """The price of labour; None where it is not billed, or has no price."""
    rule = code_rule(terms)
    if terms is None or rule is None or not rule.labour_billed or rule.labour is None:
        return None
    return Price(rule.labour.hourly, Duration.parse(rule.labour.step).exact, terms.contract.currency)


def probing_of(terms: AccountTerms | None) -> Probing | None:
    """What the policy says of penetration tests and bots."""
    return terms.document.security.probing if terms and terms.document.security else None


def reasons_known() -> dict[str, str]:
    """What allows action before notice, by the latest version of any policy: for choosing from."""
    latest = PolicyVersion.objects.order_by("policy_id", "-number").distinct("policy_id").defer("document", "holidays")
    rules = [version.parsed.security.action_first for version in latest if version.parsed.security]
    return {reason.name: reason.title for rule in rules if rule for reason in rule.reasons}
