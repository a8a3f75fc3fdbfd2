"""Cases that may be about the same thing: shown before another is filed."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case as SqlCase
from django.db.models import F, Q, Value, When

from hostops.accounts.models import Account
from hostops.lib.now import now
from hostops.lib.text import clean_line
from tickets.models import Case
from tickets.querysets import IS_LIVE
from tickets.states import LIVE_STATES

MOST = 5
# So far back an ended case may say what is wrong again; and so many of an account's cases are looked at.
_RECENT = timedelta(days=60)
_LOOKED_AT = 500
# A long text is judged by its first words.
_WORDS = 12
_WORD = re.compile(r"[^\W_]{3,40}")
# Words that are in most reports, so that they make no two of them alike.
_EVERYDAY = (
    "about after all also and any are been before but can cannot could does for from had has have her here his how "
    "into its just last more most not now off once one only our out own please since some such than that the their "
    "them then there these they this those too very was were what when where which while who why will with would you "
    "your yours yesterday today error problem help issue server"
)
_COMMON = frozenset(_EVERYDAY.split())


def similar_cases(reader: Any, account: Account, text: str, most: int = MOST) -> Sequence[Case]:
    """The account's cases, as far as `reader` may see them, that have words in common with `text`.

    1. The words that tell something; none, no cases. A word also finds those that begin with it.
    2. Looked at are the account's open cases and then the newest others, by its list's own index.
    3. Two words in common make a case alike, of a text of one or two words one.
    4. Open ones come first, then what ended lately; in each the most words in common first.
    """
    words = telling_words(text)
    if not words:
        return []
    each = [SearchQuery(f"{word}:*", config="simple", search_type="raw") for word in words]
    near = Case.objects.visible_to(reader).filter(account=account, pk__in=_looked_at(account))
    found = near.filter(words__public=reduce(lambda one, other: one | other, each)).filter(_in_sight())
    common = reduce(add, [SqlCase(When(words__public=query, then=Value(1)), default=Value(0)) for query in each])
    ranked = found.annotate(
        live=IS_LIVE, common=common, rank=SearchRank(F("words__public"), reduce(lambda a, b: a | b, each))
    )
    alike = ranked.filter(common__gte=2 if len(words) > 2 else 1)
    return list(alike.order_by("-live", "-common", "-rank", "-id")[:most])


def telling_words(text: str) -> list[str]:
    """The first words of the text that are not in every report, each once."""
    found = (word.lower() for word in _WORD.findall(clean_line(text)))
    return list(dict.fromkeys(word for word in found if word not in _COMMON))[:_WORDS]


def _looked_at(account: Account) -> Any:
    """By the index `case_account_live`: so its cost is the same however many cases the account has had."""
    newest = Case.objects.filter(account=account).annotate(live=IS_LIVE).order_by("-live", "-id")
    return newest.values("pk")[:_LOOKED_AT]


def _in_sight() -> Q:
    return Q(state__in=sorted(LIVE_STATES)) | Q(resolved_at__gte=now() - _RECENT)
