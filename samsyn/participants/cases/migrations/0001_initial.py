from django.db import migrations, models

from samsyn.participants.cases.wall import WallAround


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('association_id', models.BigIntegerField()),
                ('intervention_id', models.BigIntegerField()),
                ('lookup', models.BinaryField(max_length=32)),
                ('sealed', models.BinaryField()),
                ('keep_until', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['association_id', 'intervention_id', 'keep_until'], name='case_retention')],
                'constraints': [models.UniqueConstraint(fields=('association_id', 'intervention_id', 'lookup'), name='case_once')],
            },
        ),
        WallAround('cases_case'),
    ]
