from django.urls import URLPattern, path

from hostops.inventory.views import overview, places, servers

urlpatterns: list[URLPattern] = [
    path("inventory/", overview.InventoryPage.as_view(), name="inventory"),
    path("inventory/locations/new/", places.LocationAddPage.as_view(), name="location_add"),
    path("inventory/zones/new/", places.ZoneAddPage.as_view(), name="zone_add"),
    path("inventory/zones/<slug:slug>/change/", places.ZoneChangePage.as_view(), name="zone_change"),
    path("inventory/links/new/", places.LinkAddPage.as_view(), name="link_add"),
    path("inventory/links/<int:pk>/remove/", places.LinkRemovePage.as_view(), name="link_remove"),
    path("inventory/servers/", servers.ServersPage.as_view(), name="inventory_servers"),
    path("inventory/servers/servers.csv", servers.ServersCsv.as_view(), name="inventory_csv"),
    path("inventory/servers/<int:pk>/", servers.ServerPage.as_view(), name="inventory_server"),
    path("inventory/servers/<int:pk>/place/", servers.ServerPlacePage.as_view(), name="server_place"),
]
