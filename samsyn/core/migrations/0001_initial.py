from django.db import migrations, models

from samsyn.core import append_only
from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association_id', models.BigIntegerField(db_index=True, null=True)),
                ('kind', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'väntar'), ('running', 'pågår'), ('done', 'klart'), ('failed', 'misslyckades')], default='waiting', max_length=10)),
                ('done', models.BigIntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('step', models.CharField(blank=True, max_length=200)),
                ('message', models.TextField(blank=True)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('created_by', models.BigIntegerField(null=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association_id', models.BigIntegerField(db_index=True, null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor', models.CharField(max_length=200)),
                ('verb', models.CharField(max_length=80)),
                ('summary', models.CharField(max_length=500)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['association_id', '-at'], name='core_event_associa_e02120_idx')],
            },
        ),
        ProtectRows("Event", "Job"),
        migrations.RunPython(append_only.guard, migrations.RunPython.noop),
    ]
