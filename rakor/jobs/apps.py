from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "rakor.jobs"
    label = "jobs"
    verbose_name = "Pekerjaan"
