"""The year-end answer on its pages."""

from datetime import date

from samsyn.interventions.actions.confirmations import answer_confirmation, ask_confirmations
from samsyn.interventions.models import (
    AttestRight,
    Confirmation,
)
from samsyn.interventions.tests.builder import KR, intervention
from samsyn.interventions.tests.test_claim_pages.laying import at, text_of
from samsyn.interventions.views import confirmations as views


def test_the_ekonom_asks_and_the_owner_answers(world, office):
    client = world.client("ekonom")
    assert "Fråga alla om 2024" in text_of(client.get(at("confirmations")))
    assert "1 insatser är tillfrågade" in text_of(client.post(at("confirmation-ask"), follow=True))
    row = Confirmation.objects.get()
    owner = world.login(office.owner)
    assert "Svara för Vägval" in text_of(owner.get(at("confirmations")))
    assert "Skriv 0 om inget är upparbetat" in text_of(owner.post(at("confirmation", row.pk), {"amount": ""}))
    owner.post(at("confirmation", row.pk), {"amount": "90 000", "note": "Semester"})
    page = text_of(client.get(at("confirmations")))
    assert "Kvar som skuld 90 000 kr" in page
    assert "Har inte svarat 0 av 1" in page
    refused = owner.post(at("confirmation", row.pk), {"amount": "700 000"})
    assert "återstår av det som beviljats" in text_of(refused)
    assert "700 000" in refused.content.decode()


def test_a_reader_does_not_answer(world, office):
    row = ask_confirmations(association=world.association, year=2023, on=date(2023, 12, 1), by=office.checker)[0]
    assert "Lämna svaret" not in text_of(world.client("revisor").get(at("confirmation", row.pk)))
    assert world.client("revisor").post(at("confirmation", row.pk), {"amount": "5"}).status_code == 403


def test_a_limit_above_what_fits_does_not_stop_the_part(world, office):
    AttestRight.objects.filter(step="beslutsattest").update(limit=600_000 * KR)
    claim = office.checked(700_000)
    page = text_of(world.client("forbundschef").get(at("claim", claim.pk)))
    assert "Godkänn det som ryms" in page
    assert "Din rätt till" not in page


def test_the_ekonom_dissolves_what_is_left_and_takes_it_back_through_the_pages(world, office):
    row = ask_confirmations(association=world.association, year=2023, on=date(2023, 12, 1), by=office.checker)[0]
    answer_confirmation(confirmation=row, amount=90_000 * KR, on=date(2024, 1, 12), by=office.owner)
    client = world.client("ekonom")
    listed = text_of(client.get(at("confirmations", period="2024")))
    assert "Kvar som skuld från tidigare år Vägval Årsbesked 2023" in listed
    assert "Lös upp skulden" in text_of(client.get(at("confirmation", row.pk)))
    assert "Lös upp skulden" not in text_of(world.login(office.owner).get(at("confirmation", row.pk)))
    assert "90 000 kr är kvar som skuld" in text_of(client.get(at("confirmation-dissolve", row.pk)))
    typed = {"on": "2024-06-03", "reason": ""}
    assert "Skriv skälet" in text_of(client.post(at("confirmation-dissolve", row.pk), typed))
    page = text_of(
        client.post(at("confirmation-dissolve", row.pk), {**typed, "reason": "Inget mer kommer"}, follow=True)
    )
    assert "Upplöst 90 000 kr den 3 juni 2024" in page and "Kvar som skuld 0 kr" in page and "Inget mer kommer" in page
    debt = text_of(client.get(at("confirmations", period="2024")))
    assert "Skuld vid början 90 000 Upparbetat vid årets slut – Reglerat av rekvisitioner – Upplöst 90 000" in debt
    of_2023 = text_of(client.get(at("confirmations", period="2023")))
    assert "Upplöst, kr" in of_2023 and "Vägval 2024-01-12 upplöst 90 000 kr" in of_2023
    assert "Skulden från årsbesked 2023 löstes upp" in text_of(client.get(at("intervention", office.of.pk)))
    again = client.get(at("confirmation-dissolve", row.pk), follow=True)
    assert again.redirect_chain and "Inget är kvar som skuld" in text_of(again)
    answer = client.post(at("confirmation-restore", row.pk), follow=True)
    assert "Kvar som skuld 90 000 kr" in text_of(answer)
    for twice in (client.post, client.get):
        answer = twice(at("confirmation-restore", row.pk), follow=True)
        assert answer.redirect_chain and "Skulden är inte upplöst" in text_of(answer)
    for role, status in (("revisor", 403), ("stranger", 404)):
        assert world.client(role).post(at("confirmation-dissolve", row.pk), typed).status_code == status


def test_each_list_of_many_is_read_a_page_at_a_time_and_the_sums_are_of_all(world, office, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    many = [intervention(world.association, f"i{number}", name=f"Insats {number}") for number in (3, 2, 1)]
    for one in many:
        for year, amount in ((2022, 5), (2023, 7 * KR), (2024, None)):
            Confirmation.objects.create(association=world.association, intervention=one, year=year, amount=amount,
                                        answered=None if amount is None else date(year + 1, 1, 9),
                                        asked=date(year, 12, 1), due=date(year + 1, 1, 15))  # fmt: skip
    client = world.client("ekonom")
    answered = text_of(client.get(at("confirmations", period="2023")))
    assert "Insats 1 " in answered and "Insats 2 " in answered and "Sida 1 av 2, 1–2 av 3 svar" in answered
    assert "Summa, alla sidor 21" in answered and "Har inte svarat 0 av 3" in answered
    assert "Sida 1 av 2, 1–2 av 3 skulder" in answered
    second = client.get(at("confirmations", period="2023"), {"sida": "2"}).content.decode()
    assert "Insats 3</a>" in second and "Insats 1</a>" not in second
    assert second.count('<span class="under">2024-01-09</span>') == 1  # beside the amounts on a phone
    silent = text_of(client.get(at("confirmations"), {"tysta": "2", "kvar": "3"}))
    assert "Svara för Insats 3" in silent and "Svara för Insats 1" not in silent
    assert "Sida 2 av 2, 3–3 av 3 insatser" in silent and "Sida 3 av 3, 5–6 av 6 skulder" in silent


def test_of_many_who_are_not_asked_the_first_are_named_and_the_rest_counted(world, office, monkeypatch):
    monkeypatch.setattr(views, "NAMED", 1)
    intervention(world.association, "annan", name="Annan")
    page = text_of(world.client("ekonom").get(at("confirmations")))
    assert "2 insatser under 2024 är inte tillfrågade: Annan och 1 till." in page
