"""Pages of the backup desk, asked for as a browser does."""

from tests.tickets_pages.conftest import browser as browser
