from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = "Maintenance"

    def ready(self) -> None:
        from hostops.subjects import planned, quiet
        from hostops.subjects.kinds import Kind, kinds
        from maintenance.planned import windows_ahead
        from maintenance.quiet import holding, keep
        from maintenance.roles import grant_all

        grant_all()
        kinds.add("window", Kind("window", "Service window", lambda reference: f"/windows/{reference}/"))
        planned.sources.add("windows", windows_ahead)
        quiet.keepers.add("windows", keep)
        quiet.holders.add("windows", holding)
