import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_seats'),
        ('participants', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='rakor',
            name='rescheduled_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='rakor',
            name='rescheduled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='rakor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rescheduled_at__isnull', True), ('rescheduled_by__isnull', True)), models.Q(('rescheduled_at__isnull', False), ('rescheduled_by__isnull', False)), _connector='OR'), name='rakor_rescheduled_is_a_pair'),
        ),
    ]
