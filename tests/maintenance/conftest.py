from tests.tickets_api.conftest import calls as calls
