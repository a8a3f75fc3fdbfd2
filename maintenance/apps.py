from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = "Maintenance"

    def ready(self) -> None:
        from hostops.subjects.kinds import Kind, kinds
        from maintenance.roles import grant_all

        grant_all()
        kinds.add("window", Kind("window", "Service window", lambda reference: f"/windows/{reference}/"))
