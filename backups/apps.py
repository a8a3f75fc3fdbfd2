from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "backups"
    verbose_name = "Backups"

    def ready(self) -> None:
        from backups import copystates, faces
        from backups.actions.losing import LOST
        from backups.failing import FAILED
        from backups.roles import grant_all
        from hostops.alerts.happenings import happenings
        from hostops.subjects.kinds import Kind, kinds

        grant_all()
        copystates.add_all()
        faces.add_all()
        happenings.add(FAILED, "failed")
        happenings.add(LOST, "was broken: a copy went before its time")
        kinds.add("backup", Kind("backup", "Backup", lambda reference: f"/backups/{reference}/"))
