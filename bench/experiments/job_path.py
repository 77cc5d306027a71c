"""How the job path behaves under 514 rows, two endless papers, a killed child and a killed worker.

    RAKOR_MODE=local python -m bench.experiments.job_path [mixed|papers|papers-unbounded]

On SQLite and the file broker, or on what DATABASE_URL and CELERY_BROKER_URL name. The endless papers are killed after
4 s instead of 45; everything else is as in production, the lease of 60 s too.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["RAKOR_VAR"] = tempfile.mkdtemp(prefix="rakor-experiment-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rakor.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from rakor.audit.models import AuditRow  # noqa: E402
from rakor.jobs.models import Job  # noqa: E402
from rakor.lib import clock  # noqa: E402
from tests.rakor.jobs.asking import ask  # noqa: E402
from tests.rakor.jobs.crew import Crew, until  # noqa: E402

ROWS = 514
UNBOUNDED = "import sys; from rakor.jobs import actions; actions.IN_BROKER = 10**6; import django; django.setup(); \
from django.core.management import call_command; call_command('dispatch')"


def ask_rows(kind: str) -> None:
    now = clock.now()
    for number in range(ROWS):
        if kind != "mixed":
            ask("example.paper", str(number), now, queue="papers", payload={"seconds": 0.2})
        elif number in (10, 300):
            ask("example.endless_paper", str(number), now, queue="papers")
        elif number % 5 == 0:
            ask("example.paper", str(number), now, queue="papers", payload={"seconds": 0.05})
        else:
            ask("example.note", str(number), now)


def mishaps(crew: Crew) -> None:
    """kill -9 of a child at work, then of the whole worker, which its parent would start again after two seconds."""
    until(lambda: AuditRow.objects.count() > 50)
    crew.kill_child("worker-general")
    until(lambda: AuditRow.objects.count() > 200, seconds=120)
    crew.kill_whole("worker-general")
    time.sleep(2)
    crew.start("worker-general")


def report(kind: str, crew: Crew, seconds: float) -> None:
    done = Job.objects.filter(finished_at__isnull=False)
    log = crew.log.read_text()
    received = log.count(" received")
    print(f"{kind}: {ROWS} rows in {seconds:.0f} s: {done.count()} finished, {Job.objects.failed().count()} failed")
    distinct = AuditRow.objects.values("target_id").distinct().count()
    print(f"  results {AuditRow.objects.count()}, for distinct jobs {distinct}")
    print(f"  messages received {received}; jobs tried more than once {Job.objects.filter(attempts__gt=1).count()}")
    for queue in ("general", "papers"):
        waits = sorted((job.finished_at - job.created_at).total_seconds() for job in done.filter(queue=queue))
        if waits:
            print(
                f"  {queue}: {len(waits)} jobs, p50 {waits[len(waits) // 2]:.1f} s, "
                f"p95 {waits[int(len(waits) * 0.95)]:.1f} s, max {waits[-1]:.1f} s"
            )
    for job in Job.objects.failed():
        print(f"  {job}: {(job.failed_at - job.created_at).total_seconds():.0f} s: {job.error}")


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "mixed"
    call_command("migrate", verbosity=0)
    with Crew(Path(os.environ["RAKOR_VAR"]), "worker-general", "worker-papers", lease=60) as crew:
        if kind == "papers-unbounded":
            crew.end("dispatcher")
            crew.start("dispatcher", [sys.executable, "-c", UNBOUNDED])
        time.sleep(8)
        start = time.monotonic()
        ask_rows(kind)
        if kind == "mixed":
            mishaps(crew)
        until(lambda: not Job.objects.open().exists(), seconds=400)
        time.sleep(3)  # for messages that are still on their way
        report(kind, crew, time.monotonic() - start - 3)


if __name__ == "__main__":
    main()
