from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "backups"
    verbose_name = "Backups"

    def ready(self) -> None:
        from backups import copystates, leftopen, restorelooks
        from backups.actions.losing import LOST
        from backups.failing import FAILED
        from backups.roles import grant_all
        from hostops.alerts.happenings import happenings
        from hostops.policies.openings import reckoners
        from hostops.subjects.kinds import Kind, kinds

        grant_all()
        copystates.add_all()
        restorelooks.add_all()
        happenings.add(FAILED, "failed")
        happenings.add(LOST, "was broken: a copy went before its time")
        reckoners.add("backups", leftopen.of_document)
        kinds.add("backup", Kind("backup", "Backup", lambda reference: f"/backups/{reference}/"))
