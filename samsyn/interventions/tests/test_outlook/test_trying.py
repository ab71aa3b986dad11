"""An application tried in the plan changes what it should, and nothing when it is taken out again."""

from samsyn.core.money import MINUS, NBSP
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Application, ApplicationBudget
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.test_outlook.plans import at, value


def applied(world, title="Ny insats", state="bereds", **amounts):
    made = Application.objects.create(
        association=world.association, title=title, state=state, applicant=world.party(), created_by="prov"
    )
    pay = choices(world.association, ChoiceKind.COST_TYPE).first()
    for of, kronor in amounts.items():
        ApplicationBudget.objects.create(
            association=world.association, application=made, year=int(of[1:]), cost_type=pay, amount=kronor * KR
        )
    return made


def kr(kronor):
    return f"{abs(kronor):,}".replace(",", NBSP) if kronor >= 0 else MINUS + f"{-kronor:,}".replace(",", NBSP)


def test_an_application_switched_in_lowers_its_years_and_all_later_and_out_again_nothing(mapped, vagval):
    one = applied(mapped, y2025=200_000, y2026=300_000)
    client = mapped.client("styrelseledamot")
    plain = client.get(at("outlook")).content.decode()
    tried = client.get(at("outlook"), {"ansokan": one.pk}).content.decode()
    rooms = [value(mapped, "outlook.room", str(y)) // KR for y in (2025, 2026, 2027, 2028)]
    for room in rooms:
        assert kr(room) in plain and kr(room) in tried  # what it is without stays, each a door
    for room, less in zip(rooms, (200_000, 500_000, 500_000, 500_000), strict=True):
        assert kr(room - less) in tried and kr(room - less) not in plain
    assert "Med de valda ansökningarna" in tried and "Med de valda" not in plain
    assert f'value="{one.pk}" checked' in tried
    assert f'value="{one.pk}" checked' not in client.get(at("outlook"), {"ansokan": "x"}).content.decode()


def test_only_applications_under_preparation_can_be_tried(mapped, vagval):
    applied(mapped, "Under beredning")
    applied(mapped, "Redan avslagen", "återtagen")
    applied(mapped, "Bara utkast", "utkast")
    text = mapped.client("forbundschef").get(at("outlook")).content.decode()
    assert "Under beredning" in text and "Redan avslagen" not in text and "Bara utkast" not in text
