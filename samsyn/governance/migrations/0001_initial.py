import django.db.models.deletion
import samsyn.core.uploads
from django.conf import settings
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('associations', '0001_initial'),
        ('associations', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='namn')),
                ('kind', models.CharField(choices=[('styrelse', 'Styrelse'), ('samråd', 'Medlemssamråd'), ('styrgrupp', 'Lokal styrgrupp'), ('beredning', 'Beredningsgrupp'), ('annat', 'Annan grupp')], max_length=12, verbose_name='slag')),
                ('active', models.BooleanField(default=True, verbose_name='används')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='associations.party', verbose_name='kommun')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('association', 'name'), name='body_once')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64, unique=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('association', 'user'), name='calendar_feed_once')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='datum')),
                ('start_time', models.TimeField(blank=True, null=True, verbose_name='börjar')),
                ('end_time', models.TimeField(blank=True, null=True, verbose_name='slutar')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='plats')),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='slag av möte')),
                ('state', models.CharField(choices=[('planerat', 'Planerat'), ('hållet', 'Hållet, inte justerat'), ('justerat', 'Justerat')], default='planerat', max_length=10, verbose_name='läge')),
                ('secretary', models.CharField(blank=True, max_length=120, verbose_name='sekreterare')),
                ('topics', models.CharField(blank=True, max_length=300, verbose_name='om')),
                ('adjuster', models.CharField(blank=True, max_length=200, verbose_name='justerare')),
                ('adjusted', models.DateField(blank=True, null=True, verbose_name='justerat')),
                ('posted', models.DateField(blank=True, null=True, verbose_name='anslag satt upp')),
                ('posted_until', models.DateField(blank=True, null=True, verbose_name='anslag tas ned')),
                ('published', models.DateField(blank=True, null=True, verbose_name='publicerat')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.body', verbose_name='grupp')),
            ],
            options={
                'ordering': ['-date', '-pk'],
                'indexes': [models.Index(fields=['association', '-date'], name='meeting_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('posted_until__isnull', True), ('posted_until__gte', models.F('posted')), _connector='OR'), name='meeting_posting'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'justerat'), _negated=True), models.Q(('adjusted__isnull', False), models.Q(('adjuster', ''), _negated=True)), _connector='OR'), name='meeting_adjusted_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='DelegatedDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('date', models.DateField(verbose_name='datum')),
                ('delegate', models.CharField(max_length=200, verbose_name='beslutad av')),
                ('rule', models.CharField(blank=True, max_length=120, verbose_name='punkt i delegationsordningen')),
                ('text', models.TextField(verbose_name='beslut')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('reported_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delegated', to='governance.meeting', verbose_name='anmält till')),
            ],
            options={
                'ordering': ['-year', '-number'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year', 'number'), name='delegated_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=120, verbose_name='namn')),
                ('role', models.CharField(choices=[('ordförande', 'Ordförande'), ('ledamot', 'Ledamot'), ('ersättare', 'Ersättare'), ('tjänsteperson', 'Från kansliet'), ('inbjuden', 'Inbjuden')], max_length=15, verbose_name='roll')),
                ('present', models.BooleanField(default=True, verbose_name='närvarande')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='associations.mandate')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputies', to='governance.attendance', verbose_name='tjänstgör för')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='governance.meeting')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('association', 'meeting', 'person'), name='attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='vad')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='månad')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='dag')),
                ('year_offset', models.SmallIntegerField(default=0, verbose_name='året efter')),
                ('owner', models.CharField(blank=True, max_length=40, verbose_name='ansvarig')),
                ('active', models.BooleanField(default=True, verbose_name='gäller')),
                ('own', models.BooleanField(default=False)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.UniqueConstraint(fields=('association', 'key'), name='obligation_once')],
            },
        ),
        migrations.CreateModel(
            name='ObligationDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('done', models.DateField(verbose_name='klart')),
                ('done_by', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='anteckning')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'key'],
                'constraints': [models.UniqueConstraint(fields=('association', 'key', 'year'), name='obligation_done_once')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordning')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraf')),
                ('title', models.CharField(max_length=200, verbose_name='ärende')),
                ('background', models.TextField(blank=True, verbose_name='bakgrund')),
                ('proposal', models.TextField(blank=True, verbose_name='förslag till beslut')),
                ('outcome', models.CharField(blank=True, choices=[('', 'Inte behandlat'), ('bifall', 'Beslut enligt förslaget'), ('annat beslut', 'Annat beslut'), ('avslag', 'Avslag'), ('återremiss', 'Återremiss'), ('bordlagt', 'Bordläggs'), ('information', 'Tas till protokollet')], default='', max_length=15, verbose_name='utfall')),
                ('decision', models.TextField(blank=True, verbose_name='beslut')),
                ('reservation', models.TextField(blank=True, verbose_name='reservation')),
                ('prepared_by', models.CharField(blank=True, max_length=200, verbose_name='berett av')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='governance.meeting')),
            ],
            options={
                'ordering': ['meeting', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('association', 'meeting', 'number'), name='paragraph_number_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'bordlagt', 'information']), models.Q(('decision', ''), _negated=True), _connector='OR'), name='paragraph_outcome_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='namn')),
                ('file', models.FileField(upload_to=samsyn.core.uploads.place)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('uploaded', models.DateTimeField(auto_now_add=True)),
                ('uploaded_by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='governance.meeting')),
                ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='governance.paragraph')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ParagraphLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=200)),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='belopp i öre')),
                ('view', models.CharField(max_length=60)),
                ('pk_there', models.BigIntegerField()),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='governance.paragraph')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('anmält', 'Anmält av personen'), ('noterat', 'Noterat av ordföranden')], max_length=10, verbose_name='hur')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='skäl')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='governance.attendance')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='governance.attendance', verbose_name='ersättare')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='governance.paragraph')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('association', 'paragraph', 'attendance'), name='recusal_once')],
            },
        ),
        ProtectRows(
            "Body", "CalendarFeed", "Meeting", "DelegatedDecision", "Attendance", "Obligation",
            "ObligationDone", "Paragraph", "Paper", "ParagraphLink", "Recusal",
        ),
    ]
