from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_files_as_rows")]

    operations = [
        migrations.RemoveField(model_name="submission", name="file"),
        migrations.AlterField(model_name="submission", name="began_at", field=models.DateTimeField()),
    ]
