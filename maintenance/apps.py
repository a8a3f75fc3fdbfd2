from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = "Maintenance"

    def ready(self) -> None:
        from hostops.subjects.kinds import Kind, kinds
        from hostops.web import navigation
        from maintenance.availability import looks as availability_looks
        from maintenance.availability import samples as availability_samples
        from maintenance.roles import grant_all

        grant_all()
        availability_looks.add_all()
        availability_samples.add_all()
        navigation.add("Business events", "events", order=22)
        navigation.add("Availability", "availability", order=24)
        kinds.add("window", Kind("window", "Service window", lambda reference: f"/windows/{reference}/"))
