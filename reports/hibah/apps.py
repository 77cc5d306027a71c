from django.apps import AppConfig


class HibahConfig(AppConfig):
    name = "reports.hibah"
    label = "hibah"
    verbose_name = "Realisasi hibah"
