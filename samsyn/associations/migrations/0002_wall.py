"""Row-level security on every table of an association."""

from django.db import migrations

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("associations", "0001_initial")]
    operations = [
        ProtectRows("Association", column="id"),
        ProtectRows("Party", "Contribution", "OfficePost", "StaffYear", "Mandate", "Membership"),
    ]
