"""The project's settings with one more address: the yardstick."""

from rakor.settings import *  # noqa: F403
from rakor.settings import INSTALLED_APPS, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append("bench/templates")
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
