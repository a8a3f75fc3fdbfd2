from hostops.api.resources import both
from hostops.policies.api.views import ContractViewSet, PolicyViewSet

urlpatterns = [
    *both("policies", "slug:id", PolicyViewSet),
    *both("contracts", "str:reference", ContractViewSet),
]
