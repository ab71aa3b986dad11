import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('short_name', models.CharField(max_length=60, verbose_name='kort namn')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='adress')),
                ('org_number', models.CharField(max_length=11, verbose_name='organisationsnummer')),
                ('seat', models.CharField(blank=True, max_length=80, verbose_name='säte')),
                ('formed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bildat år')),
                ('words', models.JSONField(blank=True, default=dict, verbose_name='ord')),
                ('presentation', models.JSONField(blank=True, default=dict, verbose_name='utskriftsval')),
                ('data_note', models.CharField(blank=True, max_length=300, verbose_name='upplysning om uppgifterna')),
                ('created', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='FaultReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('page', models.CharField(blank=True, max_length=300, verbose_name='sida')),
                ('text', models.TextField(verbose_name='vad som inte fungerar')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='kontaktuppgift')),
                ('answer', models.TextField(blank=True, verbose_name='svar')),
                ('answered', models.DateTimeField(blank=True, null=True, verbose_name='besvarad')),
                ('answered_by', models.CharField(blank=True, max_length=200, verbose_name='besvarad av')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-post')),
                ('name', models.CharField(max_length=120, verbose_name='namn')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                ('is_staff', models.BooleanField(default=False)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='namn')),
                ('kind', models.CharField(choices=[('stat', 'stat'), ('region', 'region'), ('kommun', 'kommun')], max_length=10, verbose_name='slag')),
                ('pays_for', models.CharField(blank=True, max_length=200, verbose_name='betalar även för')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='medlem från år')),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='till och med år')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('association', 'name'), name='party_once', violation_error_message='En part med det namnet finns redan.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('systemforvaltare', 'Systemförvaltare'), ('forbundschef', 'Förbundschef'), ('verksamhetsutvecklare', 'Verksamhetsutvecklare'), ('ekonom', 'Ekonom'), ('registrator', 'Registrator'), ('insatsagare', 'Insatsägare'), ('samordnare', 'Samordnare'), ('deltagaransvarig', 'Deltagaransvarig'), ('beredning', 'Beredning eller styrgrupp'), ('medlemsrepresentant', 'Medlemsrepresentant'), ('styrelseledamot', 'Styrelseledamot'), ('revisor', 'Revisor')], max_length=30, verbose_name='roll')),
                ('until', models.DateField(blank=True, null=True, verbose_name='till och med')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='associations.party', verbose_name='part')),
            ],
            options={
                'ordering': ['user__name', 'role'],
                'constraints': [models.UniqueConstraint(fields=('association', 'user', 'role'), name='membership_once')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=120, verbose_name='namn')),
                ('kind', models.CharField(choices=[('ordförande', 'Ordförande'), ('vice ordförande', 'Vice ordförande'), ('ledamot', 'Ledamot'), ('ersättare', 'Ersättare'), ('revisor', 'Revisor')], max_length=20, verbose_name='uppdrag')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='associations.party', verbose_name='part')),
            ],
            options={
                'ordering': ['start', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='mandate_period')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='associations.party', verbose_name='part')),
            ],
            options={
                'ordering': ['year', 'party__position'],
                'constraints': [models.UniqueConstraint(fields=('association', 'party', 'year'), name='contribution_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='contribution_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='StaffYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('average', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='årsmedelantal')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year'), name='staff_year_once')],
            },
        ),
        migrations.CreateModel(
            name='OfficePost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='befattning')),
                ('kind', models.CharField(choices=[('anställd', 'anställd'), ('vikarie', 'vikarie'), ('köpt tjänst', 'köpt tjänst'), ('annan betalar', 'annan betalar')], max_length=20, verbose_name='slag')),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='omfattning i procent')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('seller', models.CharField(blank=True, max_length=120, verbose_name='säljare eller betalare')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['start', 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='post_period'), models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='post_percent')],
            },
        ),
        ProtectRows("Association", column="id"),
        ProtectRows("Party", "Contribution", "OfficePost", "StaffYear", "Mandate", "Membership"),
    ]
