from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "rakor.files"
    label = "files"
