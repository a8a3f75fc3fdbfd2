"""People's programs and browsers, as the tests of calls and pages have them."""

from tests.tickets_api.conftest import calls
from tests.tickets_pages.conftest import browser, neighbour

__all__ = ["browser", "calls", "neighbour"]
