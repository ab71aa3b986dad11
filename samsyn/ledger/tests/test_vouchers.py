"""Vouchers, accounts and ledger cards: found, paged, summed, fetched; and kept from strangers."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from samsyn.ledger.importing import actions
from samsyn.ledger.models import Voucher
from samsyn.ledger.queries import cards, vouchers
from samsyn.ledger.queries.vouchers import Choice, Mark
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V
from samsyn.ledger.views.csv_file import csv_response

MANY = 260  # vouchers: more than two pages of a card


def to(name, period="2024", **kwargs):
    return reverse(f"ledger:{name}", kwargs={"association": "an", "period": period, **kwargs})


def book(world, sie=SIE, name="2024.se", association=None):
    association = association or world.association
    file = ContentFile(sie.bytes(), name=name)
    item = actions.upload(association=association, file=file, name=name, by="test", at_once=True)
    return actions.confirm(item=item, by="test", at_once=True)


def many():
    """A voucher on most days, on two accounts in turn; every tenth on a project."""
    made = []
    for n in range(MANY):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + n)
        project = '6 "P1"' if n % 10 == 0 else ""
        made.append(V(str(n + 1), f"{day:%Y%m%d}", f"Nummer {n}", ((4010 + n % 2, 100 + n, project), (1930, -100 - n))))
    return SIE.but(vouchers=tuple(made))


@pytest.fixture
def client(world):
    return world.client("styrelseledamot")


def numbers(page):
    return [voucher.number for voucher in page.context["shown"].vouchers]


def test_an_empty_ledger_says_what_will_be_here(client, world):
    assert "Inga verifikationer för 2024" in client.get(to("vouchers")).text
    assert "Ekonomen eller förbundschefen" in client.get(to("vouchers")).text
    assert "Läs in bokföringen" in world.client("ekonom").get(to("vouchers")).text
    for name in ("accounts", "account"):
        page = client.get(to(name, **({"number": 1930} if name == "account" else {})))
        assert page.status_code == 200 and "tomt" in page.text


def test_vouchers_stand_newest_first(world, client):
    book(world)
    page = client.get(to("vouchers"))
    assert numbers(page) == ["4", "3", "2", "1"]
    assert "5\u00a0000,50" in page.text and "Hyra kontor" in page.text


def test_the_period_of_the_address_bounds_the_list(world, client):
    book(world)
    assert numbers(client.get(to("vouchers", "2024-02"))) == ["2", "1"]
    assert numbers(client.get(to("vouchers", "2023"))) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"konto": "4010"}, ["2"]),
        ({"konto": "4010-5999"}, ["4", "2"]),
        ({"konto": "2440"}, ["3", "2"]),
        ({"projekt": "P1"}, ["2"]),
        ({"kst": "10"}, ["4"]),
        ({"konto": "5010", "projekt": "P1"}, []),
        ({"q": "vägen"}, ["2"]),
        ({"q": "VÄGEN rekvisition"}, ["2"]),
        ({"q": "a 3"}, ["3"]),
        ({"q": "a4"}, ["4"]),
        ({"q": "100%"}, []),
        ({"fran": "2024-03-01"}, ["4", "3"]),
        ({"fran": "2024-03", "till": "2024-03"}, ["4", "3"]),
        ({"till": "2024-02-10"}, ["2", "1"]),
        ({"belopp_fran": "40 000", "belopp_till": "40000,00"}, ["3", "2"]),
        ({"belopp_till": "6000"}, ["4"]),
        ({"serie": "A"}, ["4", "3", "2", "1"]),
        ({"serie": "B"}, []),
    ],
)
def test_the_choices_narrow_the_list(world, client, query, expected):
    book(world)
    page = client.get(to("vouchers"), query)
    assert page.status_code == 200 and numbers(page) == expected


def test_a_year_that_is_not_the_addresss_can_be_asked_for(world, client):
    book(world)
    assert numbers(client.get(to("vouchers", "2021"), {"fran": "2024-01-01", "till": "2024-02-28"})) == ["2", "1"]
    assert numbers(client.get(to("vouchers", "2025"), {"till": "2024-02-28"})) == ["2", "1"]


def test_the_sum_on_the_choice_is_the_figures_amount(world, client):
    book(world)
    page = client.get(to("vouchers"), {"konto": "4010", "projekt": "P1"})
    assert page.context["shown"].total == 40_000_00
    assert "Summan av raderna på urvalet är" in page.text
    assert page.context["rows"][0][1] == 40_000_00


@pytest.mark.parametrize(
    "query", [{"konto": "abc"}, {"konto": "5000-4000"}, {"fran": "igår"}, {"belopp_fran": "x"},
              {"fran": "2024-05-01", "till": "2024-01-01"}, {"konto": "99999999999999"}]
)  # fmt: skip
def test_a_choice_that_cannot_be_read_is_told_at_its_field(world, client, query):
    book(world)
    page = client.get(to("vouchers"), query)
    assert page.status_code == 422 and "att rätta" in page.text


@pytest.mark.parametrize("query", [{"efter": "x"}, {"fore": "20240101-99999999999999999999"}, {"efter": "99999999-1"},
                                   {"q": "x" * 100}, {"konto": "4294967296"}])  # fmt: skip
def test_odd_addresses_still_answer(world, client, query):
    book(world)
    for name, kwargs in (("vouchers", {}), ("account", {"number": 1930})):
        assert client.get(to(name, **kwargs), query).status_code in (200, 422)


def test_paging_forth_and_back_meets_every_voucher_once(world, client):
    book(world, many())
    seen, address = [], to("vouchers")
    while True:
        page = client.get(address)
        seen += numbers(page)
        following = page.context["pages"]["next"]
        if not following:
            break
        address = f"{to('vouchers')}?{following}"
    assert seen == [str(n) for n in range(MANY, 0, -1)]
    back = client.get(f"{to('vouchers')}?{page.context['pages']['previous']}")
    assert numbers(back) == [str(n) for n in range(60, 10, -1)]


def test_paging_keeps_the_choice(world, client):
    book(world, many())
    page = client.get(to("vouchers"), {"konto": "4010"})
    assert page.context["pages"]["next"].startswith("konto=4010&efter=")


def test_common_and_rare_rows_are_found_alike(world, monkeypatch):
    book(world, many())
    choice = Choice(date(2024, 1, 1), date(2024, 12, 31), account_from=4010)
    rare = vouchers.voucher_page(world.association, choice)
    monkeypatch.setattr(vouchers, "FEW", 5)
    common = vouchers.voucher_page(world.association, choice)
    assert [v.pk for v in rare.vouchers] == [v.pk for v in common.vouchers]
    assert len(rare.vouchers) == vouchers.PAGE and rare.on_rows == common.on_rows


def test_one_voucher_shows_rows_source_and_neighbours(world, client):
    item = book(world)
    voucher = Voucher.objects.get(number="2")
    page = client.get(to("voucher", pk=voucher.pk))
    assert (page.context["before"].number, page.context["after"].number) == ("1", "3")
    assert page.context["source"] == item and page.context["sum"] == 40_000_00
    for words in ("Vägen in", "Bidrag till insatser", "2024.se", "verifikation 2 i filen"):
        assert words in page.text


def test_on_a_phone_nothing_stands_between_a_name_and_its_amounts(world, client):
    book(world)
    pk = Voucher.objects.get(number="2").pk
    for address in (to("vouchers"), f"{to('vouchers')}?konto=1930", to("voucher", pk=pk), to("account", number=1930)):
        table = client.get(address).text.partition('<table class="tabell rader verifikat">')[2].partition("</table>")[0]
        cells = re.findall(r'<td(?: class="([^"]*)")?[ >]', table)
        assert len(cells) > 4 and all("spalt" in kind or kind == "tal" for kind in cells), address
        assert '<span class="under">' in table  # what the folded columns say stands under the name


def test_corrections_are_shown_as_a_trail(world, client):
    extra = "#BTRANS 5010 {} 100.00\r\n#RTRANS 5010 {} 25.00\r\n#TRANS 5010 {} 25.00\r\n#TRANS 1930 {} -25.00"
    book(world, SIE.but(vouchers=(V("1", "20240115", "Rättad", ((5010, 100), (1930, -100)), extra=extra),)))
    page = client.get(to("voucher", pk=Voucher.objects.get().pk))
    assert "struken rad" in page.text and "tillagd rad" in page.text and page.context["sum"] == 2600


def test_accounts_add_up_to_zero(world, client):
    book(world)
    page = client.get(to("accounts"))
    assert page.context["total"] == {"opening": 0, "change": 0, "closing": 0}
    lines = {line.number: (line.opening, line.change, line.closing) for line in page.context["lines"]}
    assert lines[1930] == (50_000_00, 54_999_50 - 0, 50_000_00 + 54_999_50)
    february = client.get(to("accounts", "2024-02"))
    assert {line.number: line.closing for line in february.context["lines"]}[1930] == 150_000_00


def test_the_card_opens_runs_and_closes(world, client):
    book(world)
    card = client.get(to("account", number=1930)).context["card"]
    assert card.name == "Företagskonto" and (card.opening, card.closing) == (50_000_00, 104_999_50)
    assert [row.balance for row in card.rows] == [150_000_00, 110_000_00, 104_999_50]


def test_the_card_of_a_part_of_the_year_opens_with_what_came_before(world, client):
    book(world)
    card = client.get(to("account", number=1930), {"fran": "2024-03-15"}).context["card"]
    assert (card.opening, card.closing, len(card.rows)) == (110_000_00, 104_999_50, 1)
    card = client.get(to("account", "2024-02", number=1930)).context["card"]
    assert card.closing == 150_000_00


def test_the_card_of_a_project_counts_only_its_rows(world, client):
    book(world)
    page = client.get(to("account", number=4010), {"projekt": "P1"})
    assert (page.context["card"].opening, page.context["card"].closing) == (0, 40_000_00)
    assert "saldot börjar på noll" in page.text
    assert client.get(to("account", number=4010), {"projekt": "P2"}).context["card"].closing == 0


def test_the_running_balance_is_right_on_every_page(world, client):
    book(world, many())
    balance, address, count = 50_000_00, to("account", number=1930), 0
    while True:
        card = client.get(address).context
        for row in card["card"].rows:
            balance += row.entry.amount
            count += 1
            assert row.balance == balance
        if not card["pages"]["next"]:
            break
        address = f"{to('account', number=1930)}?{card['pages']['next']}"
    assert count == MANY and balance == card["card"].closing
    back = client.get(f"{to('account', number=1930)}?{card['pages']['previous']}").context["card"]
    assert back.rows[0].balance - back.rows[0].entry.amount == 50_000_00 - sum(100 + n for n in range(cards.PAGE))


def test_an_account_that_was_never_used_has_an_empty_card(world, client):
    book(world)
    assert client.get(to("account", number=9999)).context["card"].rows == ()
    assert client.get(to("account", number=99999999999)).status_code == 404


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_what_is_shown_can_be_fetched_as_csv(world, client):
    book(world)
    assert rows_of(client.get(to("vouchers-csv"), {"konto": "5010"})) == [
        ["Datum", "Serie", "Nummer", "Text", "Belopp kr"], ["2024-03-31", "A", "4", "Hyra kontor", "5000,50"],
    ]  # fmt: skip
    card = rows_of(client.get(to("account-csv", number=5010)))
    assert card[1] == ["2024-03-31", "A4", "Hyra kontor", "10", "", "5000,50", "5000,50"]
    accounts = rows_of(client.get(to("accounts-csv")))
    assert accounts[1] == ["1930", "Företagskonto", "50000,00", "54999,50", "104999,50"]


def test_no_text_in_a_csv_runs_as_a_formula():
    text = b"".join(csv_response("x.csv", ("a",), [("=1+1",), ("-12.50",)]).streaming_content).decode()
    assert "'=1+1" in text and "-12,50" in text


def test_a_stranger_gets_404_on_every_page_and_download(world):
    book(world)
    stranger, voucher = world.client("stranger"), Voucher.objects.first()
    for name, kwargs in (
        ("vouchers", {}), ("vouchers-csv", {}), ("voucher", {"pk": voucher.pk}), ("accounts", {}),
        ("accounts-csv", {}), ("account", {"number": 1930}), ("account-csv", {"number": 1930}),
    ):  # fmt: skip
        assert stranger.get(to(name, **kwargs)).status_code == 404, name
        assert world.client("samordnare").get(to(name, **kwargs)).status_code == 403, name
    own = to("voucher", pk=voucher.pk).replace("/an/", "/backen/")
    assert stranger.get(own).status_code == 404


def test_two_associations_with_the_same_numbers_do_not_see_each_other(world, client):
    book(world)
    theirs = SIE.but(org_number="232100-0016", vouchers=VOUCHERS[:1], ib={1930: 7_00, 2010: -7_00})
    book(world, theirs, association=world.other)
    assert numbers(client.get(to("vouchers"))) == ["4", "3", "2", "1"]
    assert client.get(to("account", number=1930)).context["card"].opening == 50_000_00
    assert numbers(client.get(to("vouchers"), {"konto": "1930"})) == ["4", "3", "1"]


@pytest.mark.parametrize(
    ("name", "kwargs", "query", "most"),
    [
        ("vouchers", {}, {}, 14),
        ("vouchers", {}, {"konto": "4010-4019", "projekt": "P1"}, 18),
        ("vouchers", {}, {"q": "nummer"}, 14),
        ("voucher", {}, {}, 18),
        ("vouchers", {}, {"efter": "20240601-150"}, 14),
        ("vouchers", {}, {"efter": "20240601-150", "projekt": "P1"}, 18),
        ("account", {"number": 1930}, {}, 18),
        ("account", {"number": 1930}, {"efter": "20240601-400"}, 20),
        ("account", {"number": 1930}, {"fran": "2024-02-10", "till": "2024-05-12"}, 20),
        ("accounts", {}, {}, 14),
    ],
)
def test_a_page_costs_the_same_few_queries_however_many_rows(
    world, client, name, kwargs, query, most, django_assert_max_num_queries
):
    book(world, many())
    if name == "voucher":
        kwargs = {"pk": Voucher.objects.order_by("pk")[5].pk}
    with django_assert_max_num_queries(most):
        assert client.get(to(name, **kwargs), query).status_code == 200


def test_a_mark_is_read_as_it_is_written():
    mark = Mark(date(2024, 3, 14), 118)
    assert str(mark) == "20240314-118" and Mark.parse(str(mark)) == mark
    assert Mark.parse("") is None and Mark.parse("20241314-1") is None and Mark.parse("20240314") is None
