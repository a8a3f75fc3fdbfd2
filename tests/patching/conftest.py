from tests.api.conftest import signed as signed
