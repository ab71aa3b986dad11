"""Row-level security on every table of reports."""

from django.db import migrations

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [ProtectRows("Report", "SectionText", "SectionChoice")]
