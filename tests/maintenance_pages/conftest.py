"""Pages of the maintenance desk, asked for as a browser does."""

from tests.tickets_pages.conftest import browser as browser
from tests.tickets_pages.conftest import neighbour as neighbour
