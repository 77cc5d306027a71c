"""What Celery is told. Read when the app is first used; docs/decisions/0002-job-path.md has the reasons."""

from typing import Any

from django.conf import settings

broker_url = settings.CELERY_BROKER_URL  # for files only the scheme counts
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # a worker waits for its broker for ever
broker_transport = "rakor.jobs.redis_broker:Transport"
broker_transport_options: dict[str, Any] = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "visibility_timeout": 600,  # longer than any task may take
}
if broker_url.startswith("filesystem"):
    messages, control = settings.BROKER_DIR / "messages", settings.BROKER_DIR / "control"
    for folder in (messages, control):
        folder.mkdir(parents=True, exist_ok=True)
    broker_transport = "rakor.jobs.file_broker:Transport"
    broker_transport_options = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.02,  # seconds; 0.1 halves the speed, the idle worker takes 1 % of a core
    }

accept_content = ["json"]
task_serializer = "json"
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
worker_lost_wait = 1.0  # seconds until a killed child is believed dead; the default of 10 keeps the slot busy
worker_max_memory_per_child = 256 * 1024  # KiB; a child that has grown beyond it makes room after its job
worker_hijack_root_logger = False
worker_enable_remote_control = False
