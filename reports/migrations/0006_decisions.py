import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forwards(apps, schema_editor):
    """The last decision of each kind, which the obligation holds; earlier ones stand in the ledger alone."""
    Obligation, Decision = apps.get_model("reports", "Obligation"), apps.get_model("reports", "Decision")
    extended = Obligation.objects.exclude(extended_until=None).exclude(extended_at=None)
    Decision.objects.bulk_create(
        Decision(
            obligation=row,
            kind="perpanjang",
            until=row.extended_until,
            because=row.extended_because,
            made_at=row.extended_at,
            made_by_id=row.extended_by_id,
        )
        for row in extended
    )
    Decision.objects.bulk_create(
        Decision(
            obligation=row,
            kind="bebaskan",
            because=row.exempted_because,
            made_at=row.exempted_at,
            made_by_id=row.exempted_by_id,
        )
        for row in Obligation.objects.exclude(exempted_at=None)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_approval_notes_and_petitions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("perpanjang", "Diperpanjang"),
                            ("bebaskan", "Dibebaskan"),
                            ("wajibkan", "Diwajibkan kembali"),
                        ],
                        max_length=10,
                        verbose_name="keputusan",
                    ),
                ),
                ("until", models.DateTimeField(null=True, verbose_name="sampai")),
                ("because", models.CharField(max_length=300, verbose_name="alasan")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="reports.obligation"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "perpanjang"), ("until__isnull", False)),
                            models.Q(models.Q(("kind", "perpanjang"), _negated=True), ("until", None)),
                            _connector="OR",
                        ),
                        name="only_an_extension_has_its_end",
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
