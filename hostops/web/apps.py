from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hostops.web"

    def ready(self) -> None:
        from hostops.web import samples

        samples.add_all()
