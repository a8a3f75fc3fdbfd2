from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "hostops.subjects"
