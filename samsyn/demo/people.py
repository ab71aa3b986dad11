"""Who can log in to the demo. One known password for all, so a real installation never loads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from samsyn.associations.actions import invite
from samsyn.associations.models import Association, Party, User

PASSWORD = "samsyn-demo-2024"
SLUG, EMPTY_SLUG = "jamtland", "exempel"
AUDIT_ENDS = date(2039, 12, 31)
OTHER_OWNERS = (  # part of the address, place, party; Krokom's has the short address
    ("berg", "Berg", "Bergs kommun"),
    ("bracke", "Bräcke", "Bräcke kommun"),
    ("harjedalen", "Härjedalen", "Härjedalens kommun"),
    ("ragunda", "Ragunda", "Ragunda kommun"),
    ("stromsund", "Strömsund", "Strömsunds kommun"),
    ("are", "Åre", "Åre kommun"),
    ("ostersund", "Östersund", "Östersunds kommun"),
    ("region", "regionen", "Region Jämtland Härjedalen"),
)


@dataclass(frozen=True)
class Person:
    """A login: `title` says what the person is, `roles` what the person may do, `party` whom the person works for."""

    email: str
    title: str
    roles: tuple[str, ...]
    slug: str = SLUG
    until: date | None = None
    party: str = ""


PEOPLE = (
    Person("forbundschef@jamtland.example", "Förbundschef", ("forbundschef",)),
    Person("ekonom@jamtland.example", "Ekonom", ("ekonom",)),
    Person("utvecklare@jamtland.example", "Verksamhetsutvecklare", ("verksamhetsutvecklare",)),
    Person("registrator@jamtland.example", "Registrator", ("registrator",)),
    Person("ordforande@jamtland.example", "Ordförande", ("styrelseledamot",)),
    Person("ledamot@jamtland.example", "Styrelseledamot", ("styrelseledamot",)),
    Person("beredning@jamtland.example", "Beredningsgruppen", ("beredning",)),
    Person("revisor@jamtland.example", "Revisor", ("revisor",), until=AUDIT_ENDS),
    Person("systemforvaltare@jamtland.example", "Systemförvaltare", ("systemforvaltare",)),
    Person("insatsagare@jamtland.example", "Insatsägare", ("insatsagare",), party="Krokoms kommun"),
    Person("samordnare@jamtland.example", "Samordnare i Krokom", ("samordnare",), party="Krokoms kommun"),
    Person("deltagaransvarig@jamtland.example", "Deltagaransvarig i Krokom", ("deltagaransvarig",),
           party="Krokoms kommun"),
    Person("medlem@jamtland.example", "Medlemsrepresentant för Krokom", ("medlemsrepresentant",),
           party="Krokoms kommun"),
    *(
        Person(f"insatsagare.{place}@jamtland.example", f"Insatsägare i {name}", ("insatsagare",), party=party)
        for place, name, party in OTHER_OWNERS
    ),
    Person("forbundschef@exempel.example", "Förbundschef i Exempelbygden, ett tomt förbund", ("forbundschef",),
           EMPTY_SLUG),
)  # fmt: skip


def add_people(associations: Mapping[str, Association], by: str) -> None:
    """Everyone with a role and the password. It is hashed once: hashing is slow on purpose."""
    secret = make_password(PASSWORD)
    for person in PEOPLE:
        if (association := associations.get(person.slug)) is None:
            continue
        party = Party.objects.get(association=association, name=person.party) if person.party else None
        invited = invite(
            association,
            email=person.email,
            name=person.title.split(",")[0],
            roles=person.roles,
            until=person.until,
            party=party,
            by=by,
        )
        User.objects.filter(pk=invited.user.pk).update(password=secret)
