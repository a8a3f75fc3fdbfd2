"""What must be right about a case that is filed."""

from typing import Any

from hostops.lib.errors import BadField
from hostops.lib.now import now
from tickets.actions.change import TEXT_LONGEST, is_staff
from tickets.models import Case, Channel
from tickets.terms import Terms

_TITLE_LONGEST = 200
_CUSTOMER_CHANNELS = (Channel.PORTAL, Channel.API)


def check_filed(actor: Any, case: Case, terms: Terms | None, *, given_receipt: bool) -> None:
    """Raise BadField for all that is wrong with a case before it is written, each at its field."""
    wrong: dict[str, str] = {}
    if not case.title:
        wrong["subject"] = "Say in one line what is wrong."
    elif len(case.title) > _TITLE_LONGEST:
        wrong["subject"] = f"Keep it under {_TITLE_LONGEST} characters; the rest belongs in the description."
    if not case.description:
        wrong["description"] = "Describe what happens and since when."
    elif len(case.description) > TEXT_LONGEST:
        wrong["description"] = f"Keep it under {TEXT_LONGEST} characters and attach the rest as a file."
    wrong |= _wrong_severity(case, terms) | _wrong_belongings(case) | _wrong_receipt(actor, case, given_receipt)
    if case.security and not is_staff(actor):
        wrong["security"] = "Security responses are for staff to open."
    if wrong:
        raise BadField(wrong)


def _wrong_severity(case: Case, terms: Terms | None) -> dict[str, str]:
    levels = terms.cases.levels() if terms else ()
    if not levels:
        return {}
    if case.requested_severity not in levels:
        return {"requested_severity": f"Choose one of {', '.join(map(str, levels))}."}
    limit = case.software.max_severity if case.software else None
    if limit and case.requested_severity < limit:
        assert case.software
        why = f" {case.software.limit_reason}" if case.software.limit_reason else ""
        return {"requested_severity": f"Cases on {case.software} are Level {limit} at the most (itpdx:2a).{why}"}
    return {}


def _wrong_belongings(case: Case) -> dict[str, str]:
    wrong = {}
    if case.server and case.server.account_id != case.account_id:
        wrong["server"] = "The account has no such server."
    if case.reporter and case.reporter.account_id not in (None, case.account_id):
        wrong["reporter"] = "The reporter is of another account."
    return wrong


def _wrong_receipt(actor: Any, case: Case, given: bool) -> dict[str, str]:
    if not is_staff(actor):
        own = {"received_at": "Only staff may say when a case was received."} if given else {}
        return own | ({} if case.channel in _CUSTOMER_CHANNELS else {"channel": "Use portal or api."})
    if case.channel not in Channel.values:
        return {"channel": f"Use one of {', '.join(Channel.values)}."}
    if case.received_at > now():
        return {"received_at": "A case is not received in the future."}
    if given and case.received_at < case.filed_at and not case.received_reason:
        return {"received_reason": "Say why the receipt lies in the past."}
    return {}
