"""Run inside an empty installation: an association whose interventions report, and the people who do it.

Vägval (Åns kommun) has nothing before tertial 1 2024; Star is further on: 17 persons are carried into tertial 3.
"""

import django

django.setup()

from samsyn.associations.models import Association, Membership, User
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1, T2, T3

PASSWORD = "samsyn-demo-2024"  # as browsing.logged_in types it

enter(EVERYTHING)
association = Association.objects.create(
    name="Samordningsförbundet Ån", short_name="Ån", slug="an", org_number="222000-1990"
)
first = intervention(association, name="Vägval")
star = intervention(association, "star", name="Star")
builder.collects(association, "outcome", "consultations", "psychiatry")
builder.collects(association, "referral", merged=True)
for name, role in (("ada", "samordnare"), ("bo", "samordnare"), ("chef", "forbundschef")):
    user = User.objects.create_user(f"{name}@an.example", PASSWORD, name=f"{name.capitalize()} Ek")
    Membership.objects.create(
        association=association, user=user, role=role, party=first.owner if role == "samordnare" else None
    )
one, two, _ = builder.opened(association, T1, T2, T3)
builder.handed_in(star, one, builder.flow((9, 0, 0), (8, 0, 0)))
builder.handed_in(star, two, {})
print(first.pk, star.pk)
