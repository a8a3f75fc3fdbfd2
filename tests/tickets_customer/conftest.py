"""The customer's side of the case desk, asked for as a browser does and by REST."""

from tests.tickets_api.conftest import calls as calls
from tests.tickets_pages.conftest import browser as browser
from tests.tickets_pages.conftest import neighbour as neighbour
