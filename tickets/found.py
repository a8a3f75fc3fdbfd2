"""Where the words of a search stand in the cases found: a passage of each, the words marked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tickets.models import Case, Message

# Characters that nobody types: what the database marks with, until the text is escaped.
_FROM, _TO = "\ue000", "\ue001"
_MARKED = re.compile(f"{_FROM}(.*?){_TO}", re.DOTALL)


def passages(cases: Iterable[Case], text: str, reader: Any) -> Mapping[int, SafeString]:
    """Of each case the passage that has the words: of its text, else of the newest message that has them.

    A case found by its title, number or server alone is left out: its row shows those.
    """
    keys = [case.pk for case in cases]
    query = SearchQuery(text, config="simple", search_type="websearch")
    said = (
        Message.objects.visible_to(reader).filter(case__in=keys).annotate(words=SearchVector("body", config="simple"))
    )
    found = dict(
        said.filter(words=query)
        .annotate(passage=_headline("body", query))
        .order_by("case", "-id")
        .distinct("case")
        .values_list("case", "passage")
    )
    told = Case.objects.visible_to(reader).filter(pk__in=keys)
    found |= {
        pk: passage for pk, passage in told.values_list("pk", _headline("description", query)) if _FROM in passage
    }
    return {pk: marked(passage) for pk, passage in found.items()}


def _headline(field: str, query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(field, query, config="simple", start_sel=_FROM, stop_sel=_TO, max_words=24, min_words=12)


def marked(passage: str) -> SafeString:
    """The passage escaped, on one line, what the database marked between `<mark>`s."""
    one_line = " ".join(escape(passage).split())
    shown = _MARKED.sub(r"<mark>\1</mark>", one_line)
    return mark_safe(shown.replace(_FROM, "").replace(_TO, ""))  # noqa: S308 - escaped above


def title_marked(title: str, text: str) -> SafeString:
    """The title with the words of the search marked wherever they stand in it."""
    words = [re.escape(escape(word)) for word in re.findall(r"[\w.-]+", text)]
    shown = str(escape(title))
    if words:
        shown = re.sub(rf"(?i)(?<![&\w])({'|'.join(words)})(?!\w)", r"<mark>\1</mark>", shown)
    return mark_safe(shown)  # noqa: S308 - escaped above
