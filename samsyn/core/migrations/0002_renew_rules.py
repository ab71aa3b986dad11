from django.db import migrations

from samsyn.core.tenancy import RenewRules


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        RenewRules(),
    ]
