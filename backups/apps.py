from django.apps import AppConfig


def restore_test_page(reference: str) -> str:
    """Of the server `RT-12`: where its next test is recorded, and its last ones stand."""
    return f"/backups/servers/{reference.removeprefix('RT-')}/"


class BackupsConfig(AppConfig):
    name = "backups"
    verbose_name = "Backups"

    def ready(self) -> None:
        from backups import booklooks, copystates, faces, leftopen, onduty, restorelooks
        from backups.actions.losing import LOST
        from backups.failing import FAILED
        from backups.promises import KIND
        from backups.roles import grant_all
        from hostops.alerts.happenings import happenings
        from hostops.duty import facts
        from hostops.policies.openings import reckoners
        from hostops.subjects.kinds import Kind, kinds

        grant_all()
        copystates.add_all()
        restorelooks.add_all()
        faces.add_all()
        happenings.add(FAILED, "failed")
        happenings.add(LOST, "was broken: a copy went before its time")
        facts.routine.add(KIND, KIND)
        booklooks.add_all()
        facts.add("backups", onduty.unanswered, order=35)
        kinds.add("daily_check", Kind("daily_check", "Daily check", lambda policy: f"/backups/checks/?policy={policy}"))
        kinds.add("restore_test", Kind("restore_test", "Restore test", restore_test_page))
        reckoners.add("backups", leftopen.of_document)
        kinds.add("backup", Kind("backup", "Backup", lambda reference: f"/backups/{reference}/"))
