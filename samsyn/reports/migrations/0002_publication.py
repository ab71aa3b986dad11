import django.db.models.deletion
from django.db import migrations, models

import samsyn.core.uploads
from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    dependencies = [
        ('associations', '0001_initial'),
        ('participants', '0002_told'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arsredovisning', 'Årsredovisning'), ('tertial', 'Tertialuppföljning'), ('ekonomi', 'Ekonomirapport'), ('redovisning', 'Ekonomisk redovisning')], max_length=20, verbose_name='slag')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('month', models.PositiveSmallIntegerField(default=12, verbose_name='till och med månad')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='utgåva')),
                ('document', models.JSONField()),
                ('pdf', models.FileField(upload_to=samsyn.core.uploads.place)),
                ('told', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='participants.told')),
                ('policy', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-year', '-month', 'kind', '-number'],
                'constraints': [models.UniqueConstraint(fields=('association', 'kind', 'year', 'month', 'number'), name='publication_once')],
            },
        ),
        ProtectRows('Publication'),
    ]
