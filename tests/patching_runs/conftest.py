from tests.api.conftest import signed as signed  # the fixture
from tests.tickets_pages.conftest import browser as browser
