"""The form: what it asks, keeps and refuses."""

import re
from datetime import date as d

from samsyn.interventions.tests import builder as money
from samsyn.participants.models import Report
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1, T2
from samsyn.participants.tests.test_entry_pages.laying import WHOLE, address, send, text


def test_the_form_asks_for_the_opening_only_the_first_time(world, vagval, tertial, sam):
    first = sam.get(address("entry", vagval))
    assert "Kvar sedan tidigare" in text(first) and 'name="opening-women"' in first.content.decode()
    builder.handed_in(vagval, tertial, builder.flow((9, 5, 4), (8, 6, 5)))
    builder.opened(world.association, T2)
    page = sam.get(address("entry", vagval, T2)).content.decode()
    assert 'name="opening-women"' not in page
    assert '<output id="f-opening-women">10</output>' in page and '<output id="f-opening-men">9</output>' in page
    assert f'href="{address("entry", vagval)}"' in page and "Stämmer det inte?" in page


def test_every_field_says_its_whole_name_and_unstated_is_folded_away(vagval, tertial, sam):
    page = sam.get(address("entry", vagval)).content.decode()
    names = re.findall(r'<input class="inmat tal" id="([^"]+)"', page)
    labels = dict(re.findall(r'<label class="dold" for="(f-[^"]+)">([^<]+)</label>', page))
    assert len(names) == len(set(names)) and set(names) == set(labels)
    assert len(set(labels.values())) == len(labels)
    assert labels["f-outcome_work_oriented-men"] == "Arbetsinriktad insats, män"
    folded = "".join(re.findall(r"<details.*?</details>", page, re.S))
    assert 'name="new-unstated"' in folded and 'name="new-women"' not in folded


def test_it_says_that_what_is_sent_is_an_official_document_and_what_is_merged(world, vagval, tertial, sam):
    said = text(sam.get(address("entry", vagval)))
    assert "allmän handling" in said and "Fråga kansliet" in said
    builder.collects(world.association, "referral", merged=True)
    assert "För vem visade vägen till insatsen? ber förbundet bara om sammanslagna" in text(
        sam.get(address("entry", vagval))
    )


def test_a_whole_tertial_is_handed_in_and_read(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE)
    assert answer.url == address("entry", vagval)
    page = text(sam.get(answer.url))
    assert "Rapporten för tertial 1 2024 är inlämnad." in page and "Inlämnad" in page
    assert "Kvar vid periodens slut 6 2 – 8" in page and "Konsultationer 3" in page


def test_the_published_12_and_18_of_20_cannot_be_handed_in(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"outcome.work_oriented-men": "18"})
    page = answer.content.decode()
    assert answer.status_code == 200 and not Report.objects.filter(state="inlämnad").exists()
    assert '<a href="#f-outcome_work_oriented-men">' in page and "Menade du 8?" in text(answer)
    assert 'aria-invalid="true" aria-describedby="f-outcome_work_oriented_error"' in page
    assert 'id="f-outcome_work_oriented_error"' in page and 'value="18"' in page
    assert "Det du skrivit är sparat." in text(answer)
    assert Report.objects.get().draft["outcome.work_oriented-men"] == "18"
    assert send(sam, vagval, WHOLE, version=1).status_code == 302


def test_many_empty_fields_are_one_thing_to_do_and_one_press(vagval, tertial, sam):
    typed = {name: "" if name.startswith("outcome") else value for name, value in WHOLE.items()}
    answer = send(sam, vagval, typed)
    assert "Vart gick de som avslutade: 8 fält är tomma. Skriv 0 om ingen." in text(answer)
    assert "En sak att rätta" in text(answer) and "Skriv 0 i de tomma fälten" in text(answer)
    assert send(sam, vagval, typed, do="zeros", version=1).status_code == 302
    draft = Report.objects.get().draft
    assert draft["outcome.study-men"] == "0" and draft["new-women"] == "5" and draft["new-unstated"] == ""


def test_a_draft_keeps_anything_typed_and_comes_back(vagval, tertial, sam):
    send(sam, vagval, {"new-women": "fem", "ended-men": "2"}, do="save")
    page = sam.get(address("entry", vagval)).content.decode()
    assert 'value="fem"' in page and "Senast sparat" in page
    assert Report.objects.get().state == "utkast"


def test_a_reason_is_asked_for_when_people_come_in_without_starting(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"entry-women": "2"})
    assert '<a href="#f-reason-entry">' in answer.content.decode()
    assert re.search(r"<details class=\"mer\" open><summary>Ovanligt", answer.content.decode())
    done = send(sam, vagval, WHOLE | {"entry-women": "2", "reason-entry": "Överflyttade"}, version=1)
    assert done.status_code == 302 and "Överflyttade" in text(sam.get(done.url))


def test_what_looks_like_a_personnummer_is_neither_kept_nor_shown_again(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"new-women": "850612-1234"})
    assert "850612" not in answer.content.decode() and not Report.objects.exists()
    assert "personnummer" in text(answer) or "uppgifter om en person" in text(answer)
    answer = send(sam, vagval, {"reason-entry": "Anna 19850612-1234"}, do="save")
    assert "850612" not in answer.content.decode() and not Report.objects.exists()


def test_two_at_once_are_told_of_each_other_and_nothing_is_lost(world, vagval, tertial, sam):
    bo = world.user("verksamhetsutvecklare")
    send(world.login(bo), vagval, {"new-women": "6", "new-men": "6"}, do="save")
    answer = send(sam, vagval, {"new-women": "5", "new-men": "6"}, do="save", version=0)
    page = answer.content.decode()
    assert f"{bo} sparade den här rapporten" in text(answer)
    assert 'name="new-women" value="5"' in page and "Sparat: 6" in text(answer)
    assert text(answer).count("Sparat: 6") == 1 and 'name="version" value="1"' in page
    assert send(sam, vagval, {"new-women": "5", "new-men": "6"}, do="save", version=1).status_code == 302
    assert Report.objects.get().draft["new-women"] == "5"


def test_an_earlier_period_comes_first(world, vagval, tertial, sam):
    builder.opened(world.association, T2)
    page = text(sam.get(address("entry", vagval, T2)))
    assert "Lämna den tidigare rapporten först" in page and "Tertial 1 2024" in page


def test_what_is_asked_of_the_whole_year_is_held_against_those_who_were_there(world, sam):
    of = money.intervention(world.association, end=d(2024, 4, 30))
    builder.collects(world.association, "age_class")
    builder.opened(world.association, T1)
    page = sam.get(address("entry", of)).content.decode()
    assert "Hela året 2024" in page and 'data-summa="tidigare-women f-entry-women f-new-women"' not in page
    assert 'data-summa="f-opening-women f-entry-women f-new-women"' in page
