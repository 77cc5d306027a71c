import django.db.models.deletion
from django.db import migrations, models


def seat_delegates(apps, schema_editor):
    """A delegate had at most one kelas; it becomes the first seat."""
    Delegate, Seat = apps.get_model("meetings", "Delegate"), apps.get_model("meetings", "Seat")
    placed = Delegate.objects.filter(kelas__isnull=False).values_list("pk", "kelas_id")
    Seat.objects.bulk_create(Seat(delegate_id=delegate, kelas_id=kelas) for delegate, kelas in placed)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_cascade"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="meetings.delegate"
                    ),
                ),
                (
                    "kelas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="meetings.kelas"
                    ),
                ),
            ],
            options={
                "ordering": ["kelas__code"],
                "constraints": [models.UniqueConstraint(fields=("delegate", "kelas"), name="seat_once_a_kelas")],
            },
        ),
        migrations.RunPython(seat_delegates, migrations.RunPython.noop),
        migrations.RemoveField(model_name="delegate", name="kelas"),
    ]
