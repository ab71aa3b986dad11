import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('associations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('stage', models.CharField(choices=[('ansökt', 'Ansökt'), ('preliminär', 'Preliminärt belopp från staten'), ('bekräftad', 'Bekräftad av medlemmarna'), ('slutlig', 'Slutlig')], max_length=12, verbose_name='version')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('date', models.DateField(verbose_name='datum')),
                ('total', models.BigIntegerField(verbose_name='belopp i öre')),
                ('key', models.CharField(blank=True, max_length=200, verbose_name='fördelning mellan kommunerna')),
                ('leftover', models.CharField(blank=True, max_length=200, verbose_name='öre som inte gick jämnt upp')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ändrat efter samråd')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AllocationShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('key_value', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='nyckeltal')),
                ('confirmed', models.DateField(blank=True, null=True, verbose_name='bekräftat')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='ledger.allocation')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.party')),
            ],
            options={
                'ordering': ['allocation', 'party__position'],
            },
        ),
        migrations.CreateModel(
            name='BalanceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True)),
                ('amount', models.BigIntegerField(blank=True, null=True)),
                ('updated', models.DateTimeField(default=django.utils.timezone.now)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'key'],
            },
        ),
        migrations.CreateModel(
            name='ContributionInstalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('document', models.CharField(default='faktura', max_length=40, verbose_name='underlag')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='referens')),
                ('invoiced', models.DateField(verbose_name='skickat')),
                ('due', models.DateField(verbose_name='förfaller')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='associations.contribution')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CostRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('label', models.CharField(max_length=120, verbose_name='underrad')),
                ('account_from', models.PositiveIntegerField(default=4000, verbose_name='konto från')),
                ('account_to', models.PositiveIntegerField(default=7999, verbose_name='konto till')),
                ('cost_centre', models.CharField(blank=True, max_length=60, verbose_name='kostnadsställe')),
                ('project', models.CharField(blank=True, max_length=60, verbose_name='projekt')),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='från år')),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='till år')),
                ('individual', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='individ %')),
                ('structure', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='struktur %')),
                ('administration', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='administration %')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FiscalYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(verbose_name='till')),
                ('closed', models.DateTimeField(blank=True, null=True, verbose_name='stängt')),
                ('closed_by', models.CharField(blank=True, max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-start'],
            },
        ),
        migrations.CreateModel(
            name='DimensionObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=10)),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dimension_objects', to='ledger.fiscalyear')),
            ],
            options={
                'ordering': ['dimension', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='konto')),
                ('name', models.CharField(max_length=200, verbose_name='benämning')),
                ('type', models.CharField(blank=True, max_length=1)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='ledger.fiscalyear')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='HistoryAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('line', models.CharField(max_length=40, verbose_name='rad')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='källa')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'line'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('reading', 'läses'), ('read', 'väntar på besked'), ('writing', 'läggs in'), ('active', 'gäller'), ('replaced', 'ersatt'), ('undone', 'ångrad'), ('refused', 'gick inte att läsa'), ('discarded', 'förkastad')], default='reading', max_length=10)),
                ('sie_type', models.CharField(blank=True, max_length=2)),
                ('encoding', models.CharField(blank=True, max_length=20)),
                ('program', models.CharField(blank=True, max_length=200)),
                ('company', models.CharField(blank=True, max_length=200)),
                ('org_number', models.CharField(blank=True, max_length=20)),
                ('generated', models.DateField(blank=True, null=True)),
                ('covers_to', models.DateField(blank=True, null=True)),
                ('partial', models.BooleanField(default=False)),
                ('voucher_count', models.PositiveIntegerField(default=0)),
                ('entry_count', models.PositiveIntegerField(default=0)),
                ('skip_bad_vouchers', models.BooleanField(default=False)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('reconciliation', models.JSONField(blank=True, default=list)),
                ('difference', models.JSONField(blank=True, default=dict)),
                ('job', models.BigIntegerField(blank=True, null=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('confirmed', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='ledger.import')),
                ('year', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='ledger.fiscalyear')),
            ],
            options={
                'ordering': ['-created', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField()),
                ('index', models.SmallIntegerField()),
                ('account', models.PositiveIntegerField()),
                ('ib', models.BigIntegerField(null=True)),
                ('ub', models.BigIntegerField(null=True)),
                ('res', models.BigIntegerField(null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('origin', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='balances', to='ledger.import')),
            ],
            options={
                'ordering': ['start', 'account'],
            },
        ),
        migrations.CreateModel(
            name='LegacyLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=40, verbose_name='rad')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('reason', models.CharField(max_length=500, verbose_name='skäl')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='MappingRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('summary', models.CharField(max_length=300)),
                ('mapping_csv', models.TextField()),
                ('labels_csv', models.TextField(blank=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-created', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MappingRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_from', models.PositiveIntegerField(verbose_name='konto från')),
                ('account_to', models.PositiveIntegerField(verbose_name='konto till')),
                ('dimension', models.CharField(blank=True, choices=[('1', 'kostnadsställe'), ('6', 'projekt')], max_length=1)),
                ('object_code', models.CharField(blank=True, max_length=60)),
                ('line', models.CharField(max_length=40, verbose_name='rad')),
                ('note', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='not')),
                ('note_row', models.CharField(blank=True, max_length=160, verbose_name='notrad')),
                ('operating_row', models.CharField(blank=True, max_length=160, verbose_name='driftrad')),
                ('sign', models.SmallIntegerField(choices=[(1, 'som bokfört'), (-1, 'omvänt')], default=1, verbose_name='tecken')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['position', 'account_from'],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('account', models.PositiveIntegerField()),
                ('cost_centre', models.CharField(blank=True, max_length=60)),
                ('project', models.CharField(blank=True, max_length=60)),
                ('amount', models.BigIntegerField()),
                ('source', models.CharField(choices=[('vouchers', 'verifikationer'), ('stated', 'månadssaldon i filen')], max_length=8)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('origin', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='movements', to='ledger.import')),
            ],
            options={
                'ordering': ['month', 'account'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('kind', models.CharField(choices=[('budget', 'Budget'), ('reviderad', 'Reviderad budget'), ('prognos', 'Prognos')], max_length=10, verbose_name='slag')),
                ('name', models.CharField(max_length=80, verbose_name='benämning')),
                ('month', models.PositiveSmallIntegerField(default=0, verbose_name='gjord efter månad')),
                ('origin', models.CharField(blank=True, max_length=200, verbose_name='källa')),
                ('in_force', models.BooleanField(default=True, verbose_name='gäller')),
                ('decided', models.DateField(blank=True, null=True, verbose_name='beslutad')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(blank=True, max_length=200)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('equal_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ledger.plan')),
            ],
            options={
                'ordering': ['-year', 'kind', '-created'],
            },
        ),
        migrations.CreateModel(
            name='PlanRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.PositiveIntegerField(blank=True, null=True, verbose_name='konto')),
                ('row', models.CharField(blank=True, max_length=160, verbose_name='rad')),
                ('note', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='not')),
                ('operating_row', models.CharField(blank=True, max_length=160, verbose_name='driftrad')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='månad')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('proposed', models.BigIntegerField(blank=True, null=True, verbose_name='föreslaget belopp i öre')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='skäl')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='ledger.plan')),
            ],
            options={
                'ordering': ['account', 'row', 'month'],
            },
        ),
        migrations.CreateModel(
            name='ProvisionMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('kind', models.CharField(choices=[('opening', 'Ingående avsättning'), ('earned', 'Nyintjänad pension'), ('interest', 'Förändring p.g.a. ränte- och basbeloppsändringar'), ('paid', 'Årets utbetalningar'), ('payroll_tax', 'Förändring av löneskatt'), ('other', 'Övrig post')], max_length=12, verbose_name='rad')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('includes_tax', models.BooleanField(default=True, verbose_name='inklusive löneskatt')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='betalt')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='referens')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('instalment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='ledger.contributioninstalment')),
            ],
            options={
                'ordering': ['date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RowLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_from', models.PositiveIntegerField(verbose_name='konto från')),
                ('account_to', models.PositiveIntegerField(verbose_name='konto till')),
                ('column', models.CharField(choices=[('notrad', 'notrad'), ('driftrad', 'driftrad')], max_length=10, verbose_name='kolumn')),
                ('report', models.CharField(blank=True, max_length=20, verbose_name='rapport')),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='från år')),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='till år')),
                ('label', models.CharField(max_length=160, verbose_name='etikett')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['column', 'account_from', 'from_year'],
            },
        ),
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='filnamn')),
                ('file', models.FileField(upload_to='ledger/%Y/%m/')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('uploaded_by', models.CharField(max_length=200)),
                ('uploaded', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-uploaded'],
            },
        ),
        migrations.AddField(
            model_name='import',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='ledger.sourcefile'),
        ),
        migrations.CreateModel(
            name='Voucher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(blank=True, max_length=40, verbose_name='serie')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='nummer')),
                ('position', models.PositiveIntegerField()),
                ('date', models.DateField(verbose_name='datum')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='text')),
                ('registered', models.DateField(blank=True, null=True)),
                ('sign', models.CharField(blank=True, max_length=80)),
                ('amount', models.BigIntegerField()),
                ('search', models.TextField(blank=True)),
                ('association', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association')),
                ('year', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='vouchers', to='ledger.fiscalyear')),
            ],
            options={
                'ordering': ['-date', '-position'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(default='T', max_length=1)),
                ('account', models.PositiveIntegerField(verbose_name='konto')),
                ('date', models.DateField(verbose_name='datum')),
                ('cost_centre', models.CharField(blank=True, max_length=60, verbose_name='kostnadsställe')),
                ('project', models.CharField(blank=True, max_length=60, verbose_name='projekt')),
                ('objects_text', models.CharField(blank=True, max_length=300)),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('text', models.CharField(blank=True, max_length=500)),
                ('quantity', models.CharField(blank=True, max_length=40)),
                ('association', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association')),
                ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.fiscalyear')),
                ('voucher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='ledger.voucher')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'stage', 'number'), name='allocation_once'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('total__gte', 0)), name='allocation_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='allocationshare',
            constraint=models.UniqueConstraint(fields=('association', 'allocation', 'party'), name='allocation_share_once'),
        ),
        migrations.AddConstraint(
            model_name='allocationshare',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='allocation_share_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='balancenote',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'key'), name='balance_note_once'),
        ),
        migrations.AddIndex(
            model_name='contributioninstalment',
            index=models.Index(fields=['association', 'due'], name='instalment_by_due'),
        ),
        migrations.AddConstraint(
            model_name='contributioninstalment',
            constraint=models.UniqueConstraint(fields=('association', 'contribution', 'number'), name='contribution_instalment_once'),
        ),
        migrations.AddConstraint(
            model_name='contributioninstalment',
            constraint=models.CheckConstraint(condition=models.Q(('due__gte', models.F('invoiced'))), name='contribution_instalment_due'),
        ),
        migrations.AddConstraint(
            model_name='contributioninstalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='contribution_instalment_positive'),
        ),
        migrations.AddConstraint(
            model_name='costrule',
            constraint=models.CheckConstraint(condition=models.Q(('individual', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('structure')), '-', models.F('administration')))), name='cost_rule_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='fiscalyear',
            constraint=models.UniqueConstraint(fields=('association', 'start'), name='fiscal_year_once'),
        ),
        migrations.AddConstraint(
            model_name='fiscalyear',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='fiscal_year_period'),
        ),
        migrations.AddConstraint(
            model_name='dimensionobject',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'dimension', 'code'), name='object_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'number'), name='account_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='historyamount',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'line'), name='history_once'),
        ),
        migrations.AddIndex(
            model_name='balance',
            index=models.Index(fields=['association', 'start'], name='balance_by_year'),
        ),
        migrations.AddConstraint(
            model_name='balance',
            constraint=models.UniqueConstraint(fields=('origin', 'index', 'account'), name='balance_once_a_file'),
        ),
        migrations.AddConstraint(
            model_name='legacyline',
            constraint=models.UniqueConstraint(fields=('association', 'line', 'year'), name='legacy_line_once'),
        ),
        migrations.AddConstraint(
            model_name='mappingrow',
            constraint=models.CheckConstraint(condition=models.Q(('account_to__gte', models.F('account_from'))), name='mapping_range'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['association', 'month', 'account'], name='movement_by_month'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['origin', 'source', 'month'], name='movement_by_origin'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['association', 'origin', 'source', 'account', 'cost_centre', 'project', 'month', 'amount'], name='movement_sums'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('association', 'year', 'kind', 'month'), name='one_plan_in_force'),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.CheckConstraint(condition=models.Q(('account__isnull', False), models.Q(('row', ''), _negated=True), _connector='OR'), name='plan_row_has_target'),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.CheckConstraint(condition=models.Q(('proposed__isnull', True), ('proposed', models.F('amount')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='typed_over_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='provisionmovement',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'kind', 'includes_tax'), name='provision_row_once'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='receipt_positive'),
        ),
        migrations.AddIndex(
            model_name='sourcefile',
            index=models.Index(fields=['association', 'sha256'], name='ledger_sour_associa_a9b662_idx'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['active', 'writing'])), fields=('association', 'year'), name='one_active_import_a_year'),
        ),
        migrations.AddIndex(
            model_name='voucher',
            index=models.Index(fields=['association', 'year', '-date', '-position'], name='voucher_by_date'),
        ),
        migrations.AddIndex(
            model_name='voucher',
            index=models.Index(fields=['association', 'year', 'series', 'number'], name='voucher_by_number'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.UniqueConstraint(fields=('association', 'year', 'position'), name='voucher_position_once'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['association', 'year', 'account', 'date', 'id'], name='entry_by_account'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('project', ''), _negated=True), fields=['association', 'year', 'project', 'account', 'date', 'id'], name='entry_by_project'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('cost_centre', ''), _negated=True), fields=['association', 'year', 'cost_centre', 'account', 'date', 'id'], name='entry_by_cost_centre'),
        ),
        ProtectRows(
            "Allocation", "AllocationShare", "BalanceNote", "ContributionInstalment", "CostRule", "FiscalYear",
            "DimensionObject", "Account", "HistoryAmount", "Import", "Balance", "LegacyLine", "MappingRevision",
            "MappingRow", "Movement", "Plan", "PlanRow", "ProvisionMovement", "Receipt", "RowLabel",
            "SourceFile", "Voucher", "Entry",
        ),
    ]
