"""Items on their pages: what was decided, jäv, order, and what is refused."""

from samsyn.governance import actions
from samsyn.governance.tests.factories import BY, CIA, person
from samsyn.governance.tests.test_pages.addresses import at


def test_a_paragraph_shows_what_it_decided_and_where(full):
    text = full.client("styrelseledamot").get(at("paragraph", full.item.pk)).content.decode()
    for words in ("Bo Bok deltar inte: jäv, anmält av personen (släkting)", "Dan Dal går in som ersättare",
                  "Budgeten", "100\xa0kr", "Berett av Eva Ek", "bilaga.pdf"):  # fmt: skip
        assert words in text.replace("1\xa000", "1 00"), words
    assert "för Bo Bok" in text


def test_save_and_next_walks_through_the_agenda(full):
    second = actions.add_item(meeting=full.made, title="Ärende två", by=BY)
    client = full.client()
    answer = client.post(at("paragraph-decide", full.item.pk), {"outcome": "bifall", "next": "1"})
    assert answer["Location"] == at("paragraph-decide", second.pk)
    answer = client.post(at("paragraph-decide", second.pk), {"outcome": "information", "next": "1"})
    assert answer["Location"] == at("meeting", full.made.pk)


def test_bad_decisions_are_refused_beside_what_was_typed(full):
    client = full.client()
    path = at("paragraph-decide", full.item.pk)
    text = client.post(path, {"outcome": "avslag", "decision": "", "reservation": "Min mening"}).content.decode()
    assert "Skriv vad som beslutades" in text
    assert "Min mening" in text
    assert "paragrafens nummer" in client.post(path, {"outcome": "avslag", "number": "nio"}).content.decode()
    assert "Välj ett giltigt" in client.post(path, {"outcome": "kanske"}).content.decode()


def test_jav_is_written_on_its_page(full):
    client = full.client()
    path = at("paragraph-recuse", full.item.pk)
    text = client.post(path, {}).content.decode()
    assert "Välj vem som är jävig" in text
    assert "Välj om personen själv" in text
    client.post(path, {"attendance": person(full.made, CIA).pk, "source": "noterat"})
    assert full.item.recusals.count() == 2
    client.post(at("recusal-remove", full.item.recusals.last().pk))
    assert full.item.recusals.count() == 1


def test_items_are_added_moved_and_removed(full):
    client = full.client()
    client.post(at("meeting-item", full.made.pk), {"title": "Nytt"})
    new = full.made.paragraphs.get(title="Nytt")
    client.post(at("paragraph-move", new.pk), {"till": "upp"})
    assert full.made.paragraphs.first() == new
    client.post(at("paragraph-remove", new.pk))
    assert full.made.paragraphs.count() == 1
    assert "Skriv vad ärendet gäller" in client.post(at("meeting-item", full.made.pk), {}).content.decode()
