from django.apps import AppConfig


class DimConfig(AppConfig):
    name = "reports.dim"
    label = "dim"
    verbose_name = "DIM"
