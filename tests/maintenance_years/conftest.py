from tests.tickets_api.conftest import calls as calls  # the fixture
from tests.tickets_pages.conftest import browser as browser
