from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "rakor.lib"
    label = "lib"
    verbose_name = "Alat bersama"
