from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = "Maintenance"

    def ready(self) -> None:
        from hostops.subjects import planned, quiet
        from hostops.subjects.kinds import Kind, kinds
        from hostops.web import badges, navigation
        from hostops.web.badges import Look
        from maintenance.planned import windows_ahead
        from maintenance.quiet import holding, keep
        from maintenance.roles import grant_all

        grant_all()
        kinds.add("window", Kind("window", "Service window", lambda reference: f"/windows/{reference}/"))
        badges.add(
            "answer",
            {
                "accepted": Look("Accepted", "✓", "good"),
                "declined": Look("Declined", "✕", "bad"),
                "question": Look("Question", "?", "warn"),
            },
        )
        navigation.add("Calendars", "calendars", order=48)
        planned.sources.add("windows", windows_ahead)
        quiet.keepers.add("windows", keep)
        quiet.holders.add("windows", holding)
