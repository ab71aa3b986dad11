import django.db.models.deletion
import samsyn.participants.domain.words
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('associations', '0001_initial'),
        ('interventions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FinsamReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('sheet', models.CharField(choices=[('kansli', 'Kansliets uppgifter'), ('deltagare', 'Deltagaransvarigs uppgifter')], max_length=10, verbose_name='blad')),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'sheet', 'at'],
            },
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('kind', models.CharField(choices=[('forum', 'Forum'), ('utbildning', 'Utbildning'), ('konferens', 'Konferens'), ('grupp', 'Grupp eller nätverk'), ('dialog', 'Dialog')], max_length=12, verbose_name='slag')),
                ('purpose', models.CharField(choices=[('struktur', 'Samverkansstruktur'), ('kunskap', 'Kunskap och metod')], default='struktur', max_length=10, verbose_name='räknas som')),
                ('organiser', models.CharField(blank=True, max_length=200, verbose_name='arrangör')),
                ('joint_with', models.CharField(blank=True, max_length=200, verbose_name='tillsammans med')),
                ('state', models.CharField(choices=[('genomförd', 'Genomförd'), ('planerad', 'Planerad'), ('osäker', 'Osäker'), ('inställd', 'Inställd')], default='genomförd', max_length=10, verbose_name='läge')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(verbose_name='till')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='antal tillfällen')),
                ('participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='deltagare')),
                ('from_af', models.PositiveIntegerField(blank=True, null=True, verbose_name='från Arbetsförmedlingen')),
                ('from_fk', models.PositiveIntegerField(blank=True, null=True, verbose_name='från Försäkringskassan')),
                ('from_region', models.PositiveIntegerField(blank=True, null=True, verbose_name='från regionen')),
                ('from_municipalities', models.PositiveIntegerField(blank=True, null=True, verbose_name='från kommunerna')),
                ('from_others', models.PositiveIntegerField(blank=True, null=True, verbose_name='från andra')),
                ('unique', models.PositiveIntegerField(blank=True, null=True, verbose_name='olika personer, uppskattat')),
                ('unique_method', models.CharField(blank=True, max_length=200, verbose_name='hur det uppskattats')),
                ('budget', models.BigIntegerField(blank=True, null=True, verbose_name='budget i öre')),
                ('cost', models.BigIntegerField(blank=True, null=True, verbose_name='kostnad i öre')),
                ('counted', models.BooleanField(default=True, verbose_name='räknas i rapporten')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='interventions.intervention', verbose_name='insats')),
            ],
            options={
                'ordering': ['start', 'name'],
                'indexes': [models.Index(fields=['association', 'start'], name='occasion_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='occasion_dates'), models.CheckConstraint(condition=models.Q(('unique__isnull', True), ('unique__lte', models.F('participants')), _connector='OR'), name='occasion_unique'), models.CheckConstraint(condition=models.Q(models.Q(('budget__isnull', True), ('budget__gte', 0), _connector='OR'), models.Q(('cost__isnull', True), ('cost__gte', 0), _connector='OR')), name='occasion_money')],
            },
        ),
        migrations.CreateModel(
            name='OccasionEvaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200, verbose_name='fråga')),
                ('positive', models.PositiveIntegerField(verbose_name='positiva')),
                ('valid', models.PositiveIntegerField(verbose_name='svar')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='participants.occasion')),
            ],
            options={
                'ordering': ['occasion', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('positive__lte', models.F('valid'))), name='evaluation_share')],
            },
        ),
        migrations.CreateModel(
            name='PriceIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('index', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='index')),
                ('final', models.BooleanField(default=True, verbose_name='hela året')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year'), name='price_index_once'), models.CheckConstraint(condition=models.Q(('index__gt', 0)), name='price_index_positive')],
            },
        ),
        migrations.CreateModel(
            name='ProtectionPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(verbose_name='gäller från')),
                ('smallest', models.PositiveSmallIntegerField(default=5, verbose_name='minsta antal som visas')),
                ('zeros', models.BooleanField(default=True, verbose_name='noll visas')),
                ('base', models.PositiveSmallIntegerField(default=10, verbose_name='minsta antal bakom en andel')),
                ('split_both', models.BooleanField(default=True, verbose_name='könsuppdelning bara när båda räcker till')),
                ('decided', models.CharField(blank=True, max_length=200, verbose_name='beslutat')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['start'],
                'constraints': [models.UniqueConstraint(fields=('association', 'start'), name='protection_policy_once'), models.CheckConstraint(condition=models.Q(('smallest__gte', 2), ('base__gte', 2)), name='protection_policy_least')],
            },
        ),
        migrations.CreateModel(
            name='ReportingPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('first_month', models.PositiveSmallIntegerField(verbose_name='första månad')),
                ('last_month', models.PositiveSmallIntegerField(verbose_name='sista månad')),
                ('due', models.DateField(verbose_name='senast')),
                ('closed', models.DateTimeField(blank=True, null=True, verbose_name='stängd')),
                ('closed_by', models.CharField(blank=True, max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'last_month'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year', 'last_month'), name='reporting_period_once'), models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('last_month__lte', 12), ('last_month__gte', models.F('first_month'))), name='reporting_period_months')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('utkast', 'Utkast'), ('inlämnad', 'Inlämnad')], default='utkast', max_length=10, verbose_name='läge')),
                ('source', models.CharField(choices=[('antal', 'antal'), ('ärenderader', 'ärenderader')], default=samsyn.participants.domain.words.Source['COUNTS'], max_length=12, verbose_name='källa')),
                ('entry_reason', models.CharField(blank=True, max_length=300, verbose_name='varför personer kommer in i räkningen')),
                ('closed_reason', models.CharField(blank=True, max_length=300, verbose_name='varför personer tas ur räkningen')),
                ('draft', models.JSONField(blank=True, default=dict, verbose_name='påbörjat')),
                ('version', models.PositiveIntegerField(default=0)),
                ('handed_in', models.DateTimeField(blank=True, null=True)),
                ('handed_in_by', models.CharField(blank=True, max_length=200)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('changed_by', models.CharField(blank=True, max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='interventions.intervention')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='participants.reportingperiod')),
            ],
            options={
                'ordering': ['period', 'intervention__name'],
                'constraints': [models.UniqueConstraint(fields=('association', 'period', 'intervention'), name='count_report_once'), models.CheckConstraint(condition=models.Q(('state', 'utkast'), ('handed_in__isnull', False), _connector='OR'), name='count_handed_in')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variable', models.CharField(max_length=30)),
                ('category', models.CharField(blank=True, default='', max_length=85)),
                ('sex', models.CharField(blank=True, choices=[('', 'alla'), ('women', 'women'), ('men', 'men'), ('unstated', 'unstated')], default='', max_length=10)),
                ('age', models.CharField(blank=True, choices=[('', 'alla'), ('young', 'young'), ('older', 'older')], default='', max_length=10)),
                ('count', models.PositiveIntegerField()),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='participants.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('association', 'report', 'variable', 'category', 'sex', 'age'), name='count_once')],
            },
        ),
        migrations.CreateModel(
            name='PeriodTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variable', models.CharField(max_length=30)),
                ('category', models.CharField(blank=True, default='', max_length=85)),
                ('sex', models.CharField(blank=True, choices=[('', 'alla'), ('women', 'women'), ('men', 'men'), ('unstated', 'unstated')], default='', max_length=10)),
                ('age', models.CharField(blank=True, choices=[('', 'alla'), ('young', 'young'), ('older', 'older')], default='', max_length=10)),
                ('count', models.PositiveIntegerField()),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='participants.reportingperiod')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('association', 'period', 'variable', 'category', 'sex', 'age'), name='period_total_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('tertial', 'tertial'), ('kvartal', 'kvartal'), ('månad', 'månad')], default=samsyn.participants.domain.words.Rhythm['TERTIAL'], max_length=10, verbose_name='rapportperiod')),
                ('days', models.PositiveSmallIntegerField(default=28, verbose_name='dagar efter periodens slut')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('association',), name='reporting_rule_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('counts', models.JSONField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='varför')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='participants.report')),
            ],
            options={
                'ordering': ['report', 'number'],
                'constraints': [models.UniqueConstraint(fields=('association', 'report', 'number'), name='report_version_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=40, verbose_name='rättslig grund')),
                ('statute', models.CharField(max_length=300, verbose_name='författning')),
                ('secrecy_waiver', models.CharField(blank=True, max_length=300, verbose_name='häver sekretess mellan myndigheter')),
                ('processor_agreement', models.CharField(max_length=200, verbose_name='personuppgiftsbiträdesavtal')),
                ('impact_assessment', models.CharField(max_length=200, verbose_name='konsekvensbedömning')),
                ('date', models.DateField(verbose_name='beslutat')),
                ('diary_number', models.CharField(max_length=80, verbose_name='diarienummer')),
                ('information', models.TextField(verbose_name='information till den enskilde')),
                ('keep_months', models.PositiveSmallIntegerField(verbose_name='månader en rad sparas efter avslut')),
                ('started', models.DateTimeField(auto_now_add=True)),
                ('started_by', models.CharField(max_length=200)),
                ('stopped', models.DateTimeField(blank=True, null=True, verbose_name='avslutat')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case_ground', to='interventions.intervention')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.party')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('basis', 'samtycke'), _negated=True), name='case_ground_not_consent'), models.CheckConstraint(condition=models.Q(('keep_months__gte', 1), ('keep_months__lte', 120)), name='case_ground_kept')],
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=20, verbose_name='lista')),
                ('key', models.SlugField(max_length=40, verbose_name='kod')),
                ('label', models.CharField(max_length=120, verbose_name='namn')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('merged', models.SlugField(blank=True, max_length=40, verbose_name='sammanslagen klass')),
                ('merged_label', models.CharField(blank=True, max_length=120, verbose_name='den sammanslagna klassens namn')),
                ('public', models.BooleanField(blank=True, null=True, verbose_name='offentlig försörjning')),
                ('provisional', models.BooleanField(default=False, verbose_name='preliminär')),
                ('start', models.DateField(blank=True, null=True, verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['list', 'position', 'label'],
                'constraints': [models.UniqueConstraint(fields=('association', 'list', 'key'), name='code_once')],
            },
        ),
        migrations.CreateModel(
            name='Collected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variable', models.CharField(max_length=30, verbose_name='uppgift')),
                ('from_year', models.PositiveSmallIntegerField(verbose_name='från år')),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='till och med år')),
                ('by_age', models.BooleanField(default=False, verbose_name='även per åldersgrupp')),
                ('merged', models.BooleanField(default=False, verbose_name='bara sammanslagna klasser lämnas')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['variable', 'from_year'],
                'constraints': [models.UniqueConstraint(fields=('association', 'variable', 'from_year'), name='collected_once'), models.CheckConstraint(condition=models.Q(('to_year__isnull', True), ('to_year__gte', models.F('from_year')), _connector='OR'), name='collected_years')],
            },
        ),
        migrations.CreateModel(
            name='EarlierYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('variable', models.CharField(max_length=30, verbose_name='uppgift')),
                ('sex', models.CharField(blank=True, choices=[('', 'alla'), ('women', 'women'), ('men', 'men'), ('unstated', 'unstated')], default='', max_length=10, verbose_name='kön')),
                ('count', models.PositiveIntegerField(verbose_name='antal')),
                ('source', models.CharField(max_length=200, verbose_name='källa')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'variable', 'sex'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year', 'variable', 'sex'), name='earlier_year_once')],
            },
        ),
        migrations.CreateModel(
            name='EffectExample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('source', models.CharField(max_length=200, verbose_name='källa')),
                ('before', models.CharField(max_length=200, verbose_name='från')),
                ('after', models.CharField(max_length=200, verbose_name='till')),
                ('price_year', models.PositiveSmallIntegerField(verbose_name='prisår för beloppen')),
                ('municipality', models.BigIntegerField(verbose_name='kommun')),
                ('region', models.BigIntegerField(verbose_name='region')),
                ('state', models.BigIntegerField(verbose_name='staten')),
                ('persons', models.PositiveIntegerField(blank=True, null=True, verbose_name='antal personer')),
                ('persons_reason', models.CharField(blank=True, max_length=300, verbose_name='varför ett annat antal')),
                ('months', models.PositiveSmallIntegerField(default=12, verbose_name='månader')),
                ('cost_side', models.CharField(choices=[('insatser', 'Insatsernas kostnad'), ('alla', 'Förbundets alla kostnader')], default='insatser', max_length=10, verbose_name='kostnad')),
                ('deflate', models.BooleanField(default=False, verbose_name='kostnaden räknas om till beloppens prisår')),
                ('with_state', models.BooleanField(default=False, verbose_name='statens del räknas in')),
                ('low_share', models.DecimalField(decimal_places=2, default=0, max_digits=3, verbose_name='låg: andel som annars fått arbete')),
                ('high_share', models.DecimalField(decimal_places=2, default=0, max_digits=3, verbose_name='hög: andel som annars fått arbete')),
                ('low_months', models.PositiveSmallIntegerField(default=6, verbose_name='låg: månader')),
                ('high_months', models.PositiveSmallIntegerField(default=24, verbose_name='hög: månader')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(fields=('association', 'year'), name='effect_example_once'), models.CheckConstraint(condition=models.Q(('low_share__gte', 0), ('low_share__lte', 1), ('high_share__gte', 0), ('high_share__lte', 1)), name='effect_example_shares')],
            },
        ),
        ProtectRows(
            'ReportingRule', 'Collected', 'Code', 'ReportingPeriod', 'Report', 'Count', 'ReportVersion', 'PeriodTotal',
            'EarlierYear', 'Occasion', 'OccasionEvaluation', 'ProtectionPolicy', 'FinsamReturn', 'CaseGround',
            'PriceIndex', 'EffectExample',
        ),
    ]
