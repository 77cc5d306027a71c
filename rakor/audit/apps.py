from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "rakor.audit"
    label = "audit"
    verbose_name = "Buku besar"
