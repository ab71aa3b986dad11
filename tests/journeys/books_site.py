"""Run inside an empty installation: the demo association with its people and books, none of its interventions."""

import django

django.setup()

from samsyn.associations.actions import create_association  # noqa: E402
from samsyn.core.tenancy import EVERYTHING, enter  # noqa: E402
from samsyn.demo import books  # noqa: E402
from samsyn.demo.files import read_yaml  # noqa: E402
from samsyn.demo.loader import BY  # noqa: E402
from samsyn.demo.people import SLUG, add_people  # noqa: E402

enter(EVERYTHING)
association = create_association(read_yaml(SLUG, "association.yaml"), by=BY).association
add_people({SLUG: association}, BY)
books.fill(association, print, BY)
