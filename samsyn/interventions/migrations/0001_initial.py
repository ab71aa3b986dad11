import django.db.models.deletion
import samsyn.core.uploads
import samsyn.interventions.domain.words
from django.conf import settings
from django.db import migrations, models

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('associations', '0001_initial'),
        ('governance', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='nummer')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(choices=[('utkast', 'Ska undertecknas'), ('undertecknad', 'Undertecknad'), ('ersatt', 'Ersatt')], default='utkast', max_length=15, verbose_name='läge')),
                ('valid_from', models.DateField(verbose_name='gäller från')),
                ('valid_to', models.DateField(verbose_name='gäller till')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('payment', models.CharField(choices=[('efterskott', 'efterskott'), ('förskott', 'förskott')], default=samsyn.interventions.domain.words.PaymentForm['ACTUAL'], max_length=12, verbose_name='betalning')),
                ('surplus', models.CharField(choices=[('fordran', 'fordran'), ('återbetalas', 'återbetalas'), ('förs vidare', 'förs vidare')], default=samsyn.interventions.domain.words.Surplus['REPAID'], max_length=12, verbose_name='överskott av förskott')),
                ('claim_months', models.PositiveSmallIntegerField(default=4, verbose_name='rekvireras var n:te månad')),
                ('report_months', models.PositiveSmallIntegerField(default=4, verbose_name='följs upp var n:te månad')),
                ('last_claim_days', models.PositiveSmallIntegerField(default=20, verbose_name='rekvisition senast, dagar efter perioden')),
                ('terms', models.TextField(blank=True, verbose_name='villkor')),
                ('signed', models.DateField(blank=True, null=True, verbose_name='undertecknad')),
                ('signed_by', models.CharField(blank=True, max_length=300, verbose_name='undertecknad av')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['intervention', 'valid_from', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='diarienummer')),
                ('title', models.CharField(max_length=200, verbose_name='rubrik')),
                ('direction', models.CharField(choices=[('individ', 'individ'), ('struktur', 'struktur')], default=samsyn.interventions.domain.words.Direction['INDIVIDUAL'], max_length=10, verbose_name='slag')),
                ('start', models.DateField(blank=True, null=True, verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('need', models.TextField(blank=True, verbose_name='behov')),
                ('target_group', models.TextField(blank=True, verbose_name='målgrupp')),
                ('goals', models.TextField(blank=True, verbose_name='mål')),
                ('activities', models.TextField(blank=True, verbose_name='vad som ska göras')),
                ('equality', models.TextField(blank=True, verbose_name='jämställdhet och likabehandling')),
                ('exit_plan', models.TextField(blank=True, verbose_name='avslut och implementering')),
                ('participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='planerade deltagare per år')),
                ('state', models.CharField(choices=[('utkast', 'Utkast hos sökanden'), ('inlämnad', 'Inkommen'), ('komplettering', 'Väntar på komplettering'), ('bereds', 'Bereds'), ('till styrelsen', 'Till styrelsen'), ('beviljad', 'Beviljad'), ('avslagen', 'Avslagen'), ('återtagen', 'Återtagen')], default='utkast', max_length=15, verbose_name='läge')),
                ('received', models.DateField(blank=True, null=True, verbose_name='kom in')),
                ('first_response', models.DateField(blank=True, null=True, verbose_name='första svar')),
                ('decided', models.DateField(blank=True, null=True, verbose_name='avgjord')),
                ('reasons', models.TextField(blank=True, verbose_name='skäl')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('applicant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='associations.party', verbose_name='sökande')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-received', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20)),
                ('date', models.DateField(verbose_name='datum')),
                ('note', models.TextField(blank=True, verbose_name='ord på vägen')),
                ('by', models.CharField(max_length=200)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['application', 'date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inriktning', 'inriktning'), ('metod', 'metod'), ('kostnadsslag', 'kostnadsslag'), ('tema', 'tema'), ('uppföljningsmetod', 'uppföljningsmetod'), ('funktion', 'funktion')], max_length=20, verbose_name='lista')),
                ('label', models.CharField(max_length=120, verbose_name='namn')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('start', models.DateField(blank=True, null=True, verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['kind', 'position', 'label'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('cost_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice', verbose_name='kostnadsslag')),
            ],
            options={
                'ordering': ['application', 'year', 'cost_type__position'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='orientation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice', verbose_name='inriktning'),
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('rekvisition', 'rekvisition'), ('faktura', 'faktura'), ('förskott', 'förskott'), ('slutavräkning', 'slutavräkning'), ('kredit', 'kredit'), ('rättelse', 'rättelse')], max_length=15, verbose_name='slag')),
                ('number', models.CharField(max_length=40, verbose_name='nummer')),
                ('state', models.CharField(choices=[('utkast', 'Utkast'), ('inkommen', 'Inkommen, ska intygas'), ('intygad', 'Ska sakattesteras'), ('sakattesterad', 'Ska beslutsattesteras'), ('godkänd', 'Godkänd, ska betalas'), ('betald', 'Betald'), ('återsänd', 'Återsänd'), ('makulerad', 'Makulerad')], default='utkast', max_length=15, verbose_name='läge')),
                ('period_from', models.DateField(verbose_name='period från')),
                ('period_to', models.DateField(verbose_name='period till')),
                ('received', models.DateField(blank=True, null=True, verbose_name='kom in')),
                ('by_mail', models.BooleanField(default=False, verbose_name='kom med post')),
                ('amount', models.BigIntegerField(default=0, verbose_name='begärt i öre')),
                ('approved', models.BigIntegerField(blank=True, null=True, verbose_name='godkänt i öre')),
                ('cost_date', models.DateField(blank=True, null=True, verbose_name='kostnad den')),
                ('settled', models.BigIntegerField(default=0, verbose_name='avräknat i öre')),
                ('taken_over', models.BooleanField(default=False, verbose_name='övertagen uppgift')),
                ('note', models.TextField(blank=True, verbose_name='meddelande')),
                ('returned_why', models.TextField(blank=True, verbose_name='varför återsänd eller nedsatt')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('certified_name', models.CharField(blank=True, max_length=200, verbose_name='intygat av')),
                ('certified', models.DateField(blank=True, null=True, verbose_name='intygat')),
                ('checked', models.DateField(blank=True, null=True, verbose_name='sakattesterat')),
                ('decided', models.DateField(blank=True, null=True, verbose_name='beslutsattesterat')),
                ('attested_there', models.CharField(blank=True, max_length=200, verbose_name='attesterat i ekonomisystemet av')),
                ('paid', models.DateField(blank=True, null=True, verbose_name='betalt')),
                ('payment_reference', models.CharField(blank=True, max_length=60, verbose_name='betalningens referens')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='interventions.agreement')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('certified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('original', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='interventions.claim')),
            ],
            options={
                'ordering': ['-period_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ClaimRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('vat', models.BigIntegerField(default=0, verbose_name='moms i öre')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='text')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='interventions.claim')),
                ('cost_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice', verbose_name='kostnadsslag')),
            ],
            options={
                'ordering': ['claim', 'cost_type__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='kommentar')),
                ('supports', models.BooleanField(blank=True, null=True, verbose_name='tillstyrker')),
                ('by', models.CharField(max_length=200)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['created', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('asked', models.DateField(verbose_name='frågat')),
                ('due', models.DateField(verbose_name='svar senast')),
                ('answered', models.DateField(blank=True, null=True, verbose_name='svarat')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='upparbetat i öre')),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='anteckning')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-year', 'intervention'],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='settles',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='interventions.confirmation', verbose_name='avräknar'),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ingående', 'ingående'), ('beviljat', 'beviljat'), ('utökning', 'utökning'), ('förlängning', 'förlängning'), ('flytt mellan år', 'flytt mellan år'), ('minskning', 'minskning'), ('avslut i förtid', 'avslut i förtid'), ('återgår', 'återgår'), ('avslutad historik', 'avslutad historik'), ('avslag', 'avslag'), ('återtagen ansökan', 'återtagen ansökan')], max_length=20, verbose_name='beslut')),
                ('date', models.DateField(verbose_name='datum')),
                ('text', models.TextField(blank=True, verbose_name='beslut')),
                ('reason', models.TextField(blank=True, verbose_name='skäl')),
                ('conditions', models.TextField(blank=True, verbose_name='villkor')),
                ('unused', models.CharField(choices=[('återgår', 'återgår'), ('förs vidare', 'förs vidare'), ('kräver beslut', 'kräver beslut')], default=samsyn.interventions.domain.words.UnusedRule['DECISION'], max_length=15, verbose_name='oförbrukat')),
                ('new_end', models.DateField(blank=True, null=True, verbose_name='nytt slutdatum')),
                ('automatic', models.BooleanField(default=False, verbose_name='av regeln')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('delegated', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intervention_decisions', to='governance.delegateddecision')),
                ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intervention_decisions', to='governance.paragraph')),
                ('rule_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.decision')),
            ],
            options={
                'ordering': ['date', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='interventions.decision'),
        ),
        migrations.CreateModel(
            name='DecisionYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='interventions.decision')),
            ],
            options={
                'ordering': ['decision', 'year'],
            },
        ),
        migrations.CreateModel(
            name='ExportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10, verbose_name='slag')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=200)),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(verbose_name='till')),
                ('vouchers', models.PositiveIntegerField(default=0)),
                ('total', models.BigIntegerField(default=0, verbose_name='summa debet i öre')),
                ('name', models.CharField(max_length=120)),
                ('file', models.FileField(upload_to=samsyn.core.uploads.place)),
                ('sha256', models.CharField(max_length=64)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-created'],
            },
        ),
        migrations.CreateModel(
            name='ExportedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('series', models.CharField(max_length=4)),
                ('number', models.PositiveIntegerField()),
                ('date', models.DateField()),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='interventions.exportbatch')),
            ],
            options={
                'ordering': ['batch', 'number'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('final', models.BooleanField(default=False, verbose_name='slutrapport')),
                ('period_from', models.DateField(verbose_name='från')),
                ('period_to', models.DateField(verbose_name='till')),
                ('state', models.CharField(choices=[('utkast', 'Utkast'), ('inlämnad', 'Inlämnad'), ('läst', 'Läst av kansliet')], default='utkast', max_length=10, verbose_name='läge')),
                ('outcome', models.TextField(blank=True, verbose_name='vad det ledde till')),
                ('implemented', models.CharField(blank=True, choices=[('ja', 'Ja'), ('delvis', 'Delvis'), ('nej', 'Nej')], max_length=10, verbose_name='implementerad')),
                ('implemented_where', models.CharField(blank=True, max_length=300, verbose_name='var')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.CharField(max_length=200)),
                ('sent', models.DateField(blank=True, null=True, verbose_name='inlämnad')),
                ('read', models.DateField(blank=True, null=True, verbose_name='läst')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['-period_to', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowUpText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='text')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='interventions.followup')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice')),
            ],
            options={
                'ordering': ['report', 'theme__position'],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateField(verbose_name='betalas')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instalments', to='interventions.agreement')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['agreement', 'due'],
            },
        ),
        migrations.CreateModel(
            name='Intervention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(allow_unicode=True, max_length=40, verbose_name='nyckel')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('direction', models.CharField(choices=[('individ', 'individ'), ('struktur', 'struktur')], max_length=10, verbose_name='slag')),
                ('run_by', models.CharField(choices=[('part', 'part'), ('egen', 'egen')], default=samsyn.interventions.domain.words.RunBy['PARTY'], max_length=5, verbose_name='drivs')),
                ('state', models.CharField(choices=[('förbereds', 'Förbereds'), ('beviljad', 'Beviljad'), ('pågår', 'Pågår'), ('avslutad', 'Avslutad'), ('avslutad i förtid', 'Avslutad i förtid')], default='förbereds', max_length=20, verbose_name='läge')),
                ('methods', models.CharField(blank=True, max_length=200, verbose_name='metoder')),
                ('esf', models.BooleanField(default=False, verbose_name='ESF-finansierad')),
                ('target_group', models.TextField(blank=True, verbose_name='målgrupp')),
                ('purpose', models.TextField(blank=True, verbose_name='syfte')),
                ('goals', models.TextField(blank=True, verbose_name='egna mål')),
                ('steering_group', models.CharField(blank=True, max_length=200, verbose_name='styrgrupp')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('project', models.CharField(blank=True, max_length=20, verbose_name='projekt i bokföringen')),
                ('split_reason', models.CharField(blank=True, max_length=300)),
                ('implemented', models.CharField(blank=True, choices=[('ja', 'Ja'), ('delvis', 'Delvis'), ('nej', 'Nej')], max_length=10, verbose_name='implementerad')),
                ('implemented_where', models.CharField(blank=True, max_length=300, verbose_name='var')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('follow_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice', verbose_name='uppföljningsmetod')),
                ('orientation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.choice', verbose_name='inriktning')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='associations.party', verbose_name='insatsägare')),
                ('split_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_into', to='interventions.intervention')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ForecastOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('month', models.PositiveSmallIntegerField(verbose_name='efter månad')),
                ('amount', models.BigIntegerField(verbose_name='helårets kostnad i öre')),
                ('computed', models.BigIntegerField(verbose_name='beräknat i öre')),
                ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                ('by', models.CharField(max_length=200)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forecasts', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'year', 'month'],
            },
        ),
        migrations.AddField(
            model_name='followup',
            name='intervention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='interventions.intervention'),
        ),
        migrations.CreateModel(
            name='FinancedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('function', models.CharField(blank=True, max_length=80, verbose_name='funktion')),
                ('positions', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='tjänster')),
                ('full_year', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='årsarbetare')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'year', 'function'],
            },
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('överenskommelse', 'överenskommelse'), ('rekvisition', 'rekvisition'), ('årsbesked', 'årsbesked'), ('uppföljning', 'uppföljning'), ('slutrapport', 'slutrapport')], max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('period_from', models.DateField(blank=True, null=True)),
                ('period_to', models.DateField(blank=True, null=True)),
                ('due', models.DateField(verbose_name='senast')),
                ('role', models.CharField(max_length=30)),
                ('done', models.DateField(blank=True, null=True, verbose_name='klart')),
                ('dropped', models.CharField(blank=True, max_length=200, verbose_name='utgår eftersom')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.party')),
                ('intervention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dues', to='interventions.intervention')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='slag')),
                ('name', models.CharField(max_length=255, verbose_name='namn')),
                ('file', models.FileField(upload_to=samsyn.core.uploads.place)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('uploaded', models.DateTimeField(auto_now_add=True)),
                ('uploaded_by', models.CharField(max_length=200)),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='interventions.agreement')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='interventions.claim')),
                ('intervention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='interventions.intervention')),
            ],
            options={
                'ordering': ['-uploaded', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='intervention',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='interventions.intervention'),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=120, verbose_name='namn')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='roll')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-post')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telefon')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'person'],
            },
        ),
        migrations.AddField(
            model_name='confirmation',
            name='intervention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='interventions.intervention'),
        ),
        migrations.AddField(
            model_name='claim',
            name='intervention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='interventions.intervention'),
        ),
        migrations.CreateModel(
            name='AttestRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('intygande', 'intygande'), ('sakattest', 'sakattest'), ('beslutsattest', 'beslutsattest')], max_length=15, verbose_name='steg')),
                ('limit', models.BigIntegerField(blank=True, null=True, verbose_name='högsta belopp i öre')),
                ('scope', models.CharField(choices=[('alla', 'Alla insatser'), ('en', 'En insats'), ('chefens', 'Förbundschefens egna kostnader')], default='alla', max_length=10, verbose_name='gäller')),
                ('start', models.DateField(verbose_name='från')),
                ('end', models.DateField(blank=True, null=True, verbose_name='till')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('substitute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ersättare')),
                ('intervention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attest_rights', to='interventions.intervention')),
            ],
            options={
                'ordering': ['step', 'start', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='intervention',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='interventions.intervention'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='intervention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='interventions.intervention'),
        ),
        migrations.CreateModel(
            name='InterventionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('start', models.DateField(verbose_name='från')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'start'],
            },
        ),
        migrations.CreateModel(
            name='InterventionYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='planerade deltagare')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'year'],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('medverkar', 'Medverkar'), ('område', 'Kommun insatsen gäller')], max_length=10)),
                ('unfinanced', models.CharField(blank=True, max_length=200, verbose_name='medverkan som inte finansieras')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='involvements', to='interventions.intervention')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.party')),
            ],
            options={
                'ordering': ['intervention', 'role', 'party__position'],
            },
        ),
        migrations.CreateModel(
            name='NoteGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(allow_unicode=True, max_length=40, verbose_name='nyckel')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordning')),
                ('own_row', models.BooleanField(default=True, verbose_name='egen rad i noten')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['position', 'key'],
            },
        ),
        migrations.AddField(
            model_name='intervention',
            name='note_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='interventions.notegroup'),
        ),
        migrations.CreateModel(
            name='NoteLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_year', models.PositiveSmallIntegerField(verbose_name='från år')),
                ('label', models.CharField(max_length=200, verbose_name='text')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='interventions.notegroup')),
            ],
            options={
                'ordering': ['group', 'from_year'],
            },
        ),
        migrations.CreateModel(
            name='OutsideMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=120, verbose_name='från')),
                ('step', models.CharField(choices=[('sökt', 'sökt'), ('beviljat', 'beviljat'), ('mottaget', 'mottaget'), ('upplupet', 'upplupet'), ('återtaget', 'återtaget')], max_length=10, verbose_name='vad')),
                ('date', models.DateField(verbose_name='datum')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='anteckning')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outside_money', to='interventions.intervention')),
            ],
            options={
                'ordering': ['intervention', 'date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attest_place', models.CharField(choices=[('här', 'här'), ('ekonomisystemet', 'ekonomisystemet')], default=samsyn.interventions.domain.words.AttestPlace['HERE'], max_length=20, verbose_name='attest sker')),
                ('longest_months', models.PositiveSmallIntegerField(default=60, verbose_name='längsta finansiering i månader')),
                ('service_days', models.PositiveSmallIntegerField(default=61, verbose_name='dagar till beslut på en ansökan')),
                ('agreement_days', models.PositiveSmallIntegerField(default=31, verbose_name='dagar från beslut till överenskommelse')),
                ('final_report_days', models.PositiveSmallIntegerField(default=60, verbose_name='dagar till slutrapport')),
                ('confirmation_month', models.PositiveSmallIntegerField(default=1, verbose_name='årsbesked senast, månad')),
                ('confirmation_day', models.PositiveSmallIntegerField(default=15, verbose_name='årsbesked senast, dag')),
                ('owner_word', models.CharField(default='insatsägare', max_length=40, verbose_name='den som driver insatsen kallas')),
                ('export_series', models.CharField(default='S', max_length=4, verbose_name='verifikationsserie')),
                ('export_accounts', models.JSONField(blank=True, default=dict, verbose_name='konton')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
        ),
        migrations.CreateModel(
            name='ReconciliationNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('difference', models.BigIntegerField(verbose_name='skillnad i öre')),
                ('text', models.CharField(max_length=300, verbose_name='förklaring')),
                ('by', models.CharField(max_length=200)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reconciliations', to='interventions.intervention')),
            ],
            options={
                'ordering': ['-year', 'intervention'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=20)),
                ('email', models.EmailField(max_length=254)),
                ('sent', models.DateTimeField()),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='interventions.due')),
            ],
            options={
                'ordering': ['sent'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unfinanced', models.CharField(blank=True, max_length=200, verbose_name='medverkan som inte finansieras')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='interventions.application')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.party')),
            ],
            options={
                'ordering': ['application', 'party__position'],
                'constraints': [models.UniqueConstraint(fields=('association', 'application', 'party'), name='application_party_once')],
            },
        ),
        migrations.CreateModel(
            name='Assumption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('medlemsbidrag', 'Medlemsbidrag'), ('kansli', 'Kansli och eget arbete'), ('övrigt', 'Övriga intäkter')], max_length=15, verbose_name='vad')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.BigIntegerField(verbose_name='belopp i öre')),
                ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                ('by', models.CharField(max_length=200)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='associations.association', verbose_name='förbund')),
            ],
            options={
                'ordering': ['year', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('association', 'kind', 'year'), name='assumption_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='assumption_why')],
            },
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('association', 'kind', 'label'), name='choice_once'),
        ),
        migrations.AddConstraint(
            model_name='applicationbudget',
            constraint=models.UniqueConstraint(fields=('association', 'application', 'year', 'cost_type'), name='application_budget_once'),
        ),
        migrations.AddConstraint(
            model_name='applicationbudget',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='application_budget_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='decisionyear',
            constraint=models.UniqueConstraint(fields=('association', 'decision', 'year'), name='decision_year_once'),
        ),
        migrations.AddConstraint(
            model_name='exporteditem',
            constraint=models.UniqueConstraint(fields=('association', 'source'), name='exported_once'),
        ),
        migrations.AddConstraint(
            model_name='followuptext',
            constraint=models.UniqueConstraint(fields=('association', 'report', 'theme'), name='follow_up_text_once'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_positive'),
        ),
        migrations.AddConstraint(
            model_name='forecastoverride',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'year', 'month'), name='forecast_override_once'),
        ),
        migrations.AddConstraint(
            model_name='forecastoverride',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='forecast_override_why'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'final', 'period_to'), name='follow_up_once'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='follow_up_period'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('final', False), ('state', 'utkast'), models.Q(('implemented', ''), _negated=True), _connector='OR'), name='final_report_says_implemented'),
        ),
        migrations.AddConstraint(
            model_name='financedpost',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'year', 'function'), name='financed_post_once'),
        ),
        migrations.AddConstraint(
            model_name='financedpost',
            constraint=models.CheckConstraint(condition=models.Q(('positions__gte', 0)), name='financed_post_not_negative'),
        ),
        migrations.AddIndex(
            model_name='due',
            index=models.Index(fields=['association', 'done', 'due'], name='due_by_date'),
        ),
        migrations.AddConstraint(
            model_name='due',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'kind', 'due', 'period_to'), name='due_of_period_once'),
        ),
        migrations.AddConstraint(
            model_name='due',
            constraint=models.UniqueConstraint(condition=models.Q(('period_to__isnull', True)), fields=('association', 'intervention', 'kind', 'due'), name='due_without_period_once'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('intervention__isnull', False), ('application__isnull', False), ('agreement__isnull', False), ('claim__isnull', False), _connector='OR'), name='document_belongs_somewhere'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['association', 'intervention', 'date'], name='decision_by_intervention'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('intervention__isnull', False), ('application__isnull', False), _connector='OR'), name='decision_on_something'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('automatic', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='automatic_decision_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'year'), name='confirmation_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('answered__isnull', True)), models.Q(('amount__gte', 0), ('amount__isnull', False), ('answered__isnull', False)), _connector='OR'), name='confirmation_answer_whole'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['association', 'state', '-received'], name='claim_by_state'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['association', 'intervention', 'cost_date'], name='claim_by_cost_date'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['makulerad']), _negated=True), fields=('association', 'intervention', 'number'), name='claim_number_once'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='claim_period'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['godkänd', 'betald']), _negated=True), models.Q(('approved__isnull', False), ('cost_date__isnull', False), ('decided__isnull', False)), _connector='OR'), name='claim_approved_whole'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('checked__isnull', True), ('checked_by__isnull', False), ('taken_over', True), _connector='OR'), name='claim_checked_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('decided__isnull', True), models.Q(('checked_by__isnull', False), ('decided_by__isnull', False)), ('taken_over', True), models.Q(('attested_there', ''), _negated=True), _connector='OR'), name='claim_decided_after_check'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('checked_by')), _negated=True), _connector='OR'), name='claim_two_attest'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('certified_by__isnull', True), ('checked_by__isnull', True), models.Q(('certified_by', models.F('checked_by')), _negated=True), _connector='OR'), name='claim_certifier_does_not_check'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('certified_by__isnull', True), ('decided_by__isnull', True), models.Q(('certified_by', models.F('decided_by')), _negated=True), _connector='OR'), name='claim_certifier_does_not_decide'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form__in', ['kredit', 'rättelse']), _negated=True), ('original__isnull', False), _connector='OR'), name='claim_credit_of_one'),
        ),
        migrations.AddConstraint(
            model_name='attestright',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='attest_period'),
        ),
        migrations.AddConstraint(
            model_name='attestright',
            constraint=models.CheckConstraint(condition=models.Q(('limit__isnull', True), ('limit__gt', 0), _connector='OR'), name='attest_limit'),
        ),
        migrations.AddConstraint(
            model_name='attestright',
            constraint=models.CheckConstraint(condition=models.Q(('substitute__isnull', True), models.Q(('substitute', models.F('person')), _negated=True), _connector='OR'), name='attest_substitute'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['association', 'state'], name='application_by_state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='application_period'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'avslagen'), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='application_rejected_why'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('association', 'number', 'version'), name='agreement_once'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='agreement_period'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'utkast'), ('signed__isnull', False), _connector='OR'), name='agreement_signed_when'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('claim_months__gte', 1), ('report_months__gte', 1)), name='agreement_rhythms'),
        ),
        migrations.AddConstraint(
            model_name='interventionname',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'start'), name='intervention_name_once'),
        ),
        migrations.AddConstraint(
            model_name='interventionyear',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'year'), name='intervention_year_once'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'party', 'role'), name='involvement_once'),
        ),
        migrations.AddConstraint(
            model_name='notegroup',
            constraint=models.UniqueConstraint(fields=('association', 'key'), name='note_group_once'),
        ),
        migrations.AddIndex(
            model_name='intervention',
            index=models.Index(fields=['association', 'state', 'name'], name='intervention_by_state'),
        ),
        migrations.AddConstraint(
            model_name='intervention',
            constraint=models.UniqueConstraint(fields=('association', 'key'), name='intervention_key_once'),
        ),
        migrations.AddConstraint(
            model_name='intervention',
            constraint=models.UniqueConstraint(condition=models.Q(('project', ''), _negated=True), fields=('association', 'project'), name='intervention_project_once'),
        ),
        migrations.AddConstraint(
            model_name='intervention',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='intervention_period'),
        ),
        migrations.AddConstraint(
            model_name='notelabel',
            constraint=models.UniqueConstraint(fields=('association', 'group', 'from_year'), name='note_label_once'),
        ),
        migrations.AddConstraint(
            model_name='outsidemoney',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='outside_money_positive'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.UniqueConstraint(fields=('association',), name='policy_once'),
        ),
        migrations.AddConstraint(
            model_name='reconciliationnote',
            constraint=models.UniqueConstraint(fields=('association', 'intervention', 'year'), name='reconciliation_note_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('association', 'due', 'step', 'email'), name='reminder_once'),
        ),
        ProtectRows(
            "Agreement", "Application", "ApplicationStep", "Choice", "ApplicationBudget", "Claim", "ClaimRow",
            "Comment", "Confirmation", "Decision", "DecisionYear", "ExportBatch", "ExportedItem", "FollowUp",
            "FollowUpText", "Instalment", "Intervention", "ForecastOverride", "FinancedPost", "Due", "Document",
            "Contact", "AttestRight", "InterventionName", "InterventionYear", "Involvement", "NoteGroup",
            "NoteLabel", "OutsideMoney", "Policy", "ReconciliationNote", "Reminder", "ApplicationParty",
            "Assumption",
        ),
    ]
