import django.db.models.deletion
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    dependencies = [
        ('associations', '0001_initial'),
        ('participants', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('name', models.CharField(max_length=200, verbose_name='i vad')),
                ('view', models.JSONField()),
                ('truth', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['at'],
                'indexes': [models.Index(fields=['association', 'year'], name='told_by_year')],
            },
        ),
        ProtectRows('Told'),
    ]
