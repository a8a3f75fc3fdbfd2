from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "hostops.inventory"
    verbose_name = "Where things stand"

    def ready(self) -> None:
        from hostops.inventory.roles import grant_all
        from hostops.web import navigation

        grant_all()
        navigation.add("Inventory", "inventory", order=46)
