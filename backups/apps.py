from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "backups"
    verbose_name = "Backups"

    def ready(self) -> None:
        from backups.roles import grant_all
        from hostops.subjects.kinds import Kind, kinds

        grant_all()
        kinds.add("backup", Kind("backup", "Backup", lambda reference: f"/backups/{reference}/"))
