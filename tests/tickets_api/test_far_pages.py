"""A page far down the queue reads what it shows, though every row is joined to its names."""

from tests.api.test_far_pages import PAGE, QUEUE, asked, filled, rows_read
from tests.house import House
from tickets.api.cases import in_list
from tickets.models import Case

# The account, server, software, reporter and assignee of a row, at the most once each.
_JOINED = 5


def test_far_page_of_the_queue(house: House) -> None:
    filled(house)
    cases = in_list(Case.objects.live())
    far = cases.order_by(*QUEUE.columns)[2_000]
    found, queries = asked(cases, QUEUE, QUEUE.position(far))
    assert len(found) == PAGE + 1
    assert rows_read(queries) <= (1 + _JOINED) * (PAGE + 2)
