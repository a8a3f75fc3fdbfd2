from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = "Maintenance"

    def ready(self) -> None:
        from hostops.subjects import planned, quiet
        from hostops.subjects.kinds import Kind, kinds
        from hostops.web import finding, navigation
        from maintenance import looks, samples
        from maintenance.availability import looks as availability_looks
        from maintenance.availability import samples as availability_samples
        from maintenance.patching import dutyfaces, feedfaces, runfaces
        from maintenance.patching import faces as patching_faces
        from maintenance.planned import windows_ahead
        from maintenance.quiet import holding, keep, workings
        from maintenance.roles import grant_all
        from maintenance.security import start as security

        grant_all()
        security.add_all()
        looks.add_all()
        samples.add_all()
        availability_looks.add_all()
        availability_samples.add_all()
        dutyfaces.add_all()
        feedfaces.add_all()
        runfaces.add_all()
        navigation.add("Business events", "events", order=22)
        navigation.add("Availability", "availability", order=24)
        kinds.add("window", Kind("window", "Service window", lambda reference: f"/windows/{reference}/"))
        navigation.add("Windows", "windows", order=20, shown=navigation.staff)
        navigation.add("Maintenance", "maintenance", order=20, shown=navigation.customers)
        navigation.add("Calendars", "calendars", order=48)
        finding.add("windows", "windows_find")
        planned.sources.add("windows", windows_ahead)
        quiet.keepers.add("windows", keep)
        quiet.holders.add("windows", holding)
        quiet.workings.add("windows", workings)
        patching_faces.add_all()
