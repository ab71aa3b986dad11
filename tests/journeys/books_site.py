"""Run inside an empty installation: the demo association with its people and books, none of its interventions."""

import django

django.setup()

from samsyn.associations.actions import create_association
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.demo import books
from samsyn.demo.files import read_yaml
from samsyn.demo.loader import BY
from samsyn.demo.people import SLUG, add_people

enter(EVERYTHING)
association = create_association(read_yaml(SLUG, "association.yaml"), by=BY).association
add_people({SLUG: association}, BY)
books.fill(association, print, BY)
