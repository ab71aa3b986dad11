import django.db.models.deletion
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('associations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arsredovisning', 'Årsredovisning'), ('tertial', 'Tertialuppföljning'), ('ekonomi', 'Ekonomirapport'), ('redovisning', 'Ekonomisk redovisning')], max_length=20, verbose_name='slag')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('month', models.PositiveSmallIntegerField(default=12, verbose_name='till och med månad')),
                ('date', models.DateField(blank=True, null=True, verbose_name='datum')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-year', '-month', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('association', 'kind', 'year', 'month'), name='report_once'), models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='report_month')],
            },
        ),
        migrations.CreateModel(
            name='SectionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arsredovisning', 'Årsredovisning'), ('tertial', 'Tertialuppföljning'), ('ekonomi', 'Ekonomirapport'), ('redovisning', 'Ekonomisk redovisning')], max_length=20, verbose_name='slag')),
                ('section', models.CharField(max_length=60, verbose_name='avsnitt')),
                ('title', models.CharField(blank=True, max_length=160, verbose_name='rubrik')),
                ('hidden', models.BooleanField(default=False, verbose_name='dold')),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ordning')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['kind', 'position'],
                'constraints': [models.UniqueConstraint(fields=('association', 'kind', 'section'), name='section_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=60, verbose_name='avsnitt')),
                ('version', models.PositiveIntegerField()),
                ('markdown', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('utkast', 'utkast'), ('klar', 'klar')], default='utkast', max_length=10, verbose_name='läge')),
                ('shown', models.JSONField(blank=True, default=dict)),
                ('carried', models.CharField(blank=True, max_length=120, verbose_name='hämtad ur')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.report')),
            ],
            options={
                'ordering': ['section', '-version'],
                'constraints': [models.UniqueConstraint(fields=('report', 'section', 'version'), name='section_version_once')],
            },
        ),
        ProtectRows("Report", "SectionText", "SectionChoice"),
    ]
