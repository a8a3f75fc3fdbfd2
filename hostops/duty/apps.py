from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "hostops.duty"
    verbose_name = "People on duty"

    def ready(self) -> None:
        from hostops.alerts.line import rotas
        from hostops.duty import facts
        from hostops.duty.roles import grant_all
        from hostops.duty.rota import KeptRota
        from hostops.web import badges, navigation
        from hostops.web.badges import Look

        grant_all()
        rotas.add("rota", KeptRota())
        facts.add("breaching", facts.breaching, order=20)
        facts.add("unacknowledged", facts.unacknowledged, order=40)
        badges.add("duty", {"gap": Look("Nobody", "✕", "bad"), "away": Look("Out of office", "▲", "warn")})
        badges.add("handover", {"read": Look("Read", "✓", "good"), "unread": Look("Not yet read", "○", "warn")})
        navigation.add("On call", "on_call", order=30, shown=navigation.staff)
        navigation.add("Handover", "handovers", order=31, shown=navigation.staff)
        navigation.add("Out of office", "absences", order=32, shown=navigation.staff)
