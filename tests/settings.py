"""The project's settings as the tests see them. The database and the broker come from the environment, as always."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="rakor-test-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
os.makedirs(os.path.join(VAR, "static"))  # whitenoise warns without it
os.environ["RAKOR_MODE"] = "local"
os.environ["RAKOR_VAR"] = VAR
# Playwright keeps an event loop running in the main thread, which Django would take for an async view
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from rakor.settings import *  # noqa: E402, F403
from rakor.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, as in life: one in memory knows no second process, and its locks are not those of WAL
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(VAR, "test.sqlite3")}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; no real password is in a test
