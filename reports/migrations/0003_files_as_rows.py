from django.db import migrations
from django.db.models import F

DIVISIONS = ["KUL", "TEK", "HUK", "SOS", "DAT"]


def forwards(apps, schema_editor):
    """The one file of a version becomes its first; division reports were owed by every division."""
    Submission = apps.get_model("reports", "Submission")
    SubmissionFile = apps.get_model("reports", "SubmissionFile")
    SubmissionFile.objects.bulk_create(
        SubmissionFile(submission_id=pk, order=1, stored_id=file_id)
        for pk, file_id in Submission.objects.filter(file__isnull=False).values_list("pk", "file_id")
    )
    Submission.objects.update(began_at=F("sent_at"))
    apps.get_model("reports", "Requirement").objects.filter(kind="laporan_divisi").update(bidangs=DIVISIONS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_what_is_asked")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
