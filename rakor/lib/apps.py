from django.apps import AppConfig
from django.core.checks import register

from rakor.lib import checks


class LibConfig(AppConfig):
    name = "rakor.lib"
    label = "lib"
    verbose_name = "Alat bersama"

    def ready(self) -> None:
        register(checks.check_libraries)
        register(checks.check_built_parts)
