"""What templates say about numbers, dates, links and fields."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from samsyn.core.figure import Link
from samsyn.core.period import Period
from samsyn.ui import formats, samples
from samsyn.ui.explaining import explain
from samsyn.ui.html import Doors

NB = "\u00a0"


def shown(text, **context):
    return Template("{% load samsyn %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("{{ v|kr }}", 848_442_550, f"8{NB}484{NB}426"),
        ("{{ v|kr:2 }}", -59_443_050, f"\u2212594{NB}430,50"),
        ("{{ v|kr }}", 0, "\u2013"),
        ("{{ v|kr }}", 49, "\u2013"),
        ("{{ v|kr:2 }}", 49, "0,49"),
        ("{{ v|kr }}", None, "uppgift saknas"),
        ("{{ v|tkr }}", 848_442_500, f"8{NB}484"),
        ("{{ v|kr_text }}", 0, f"0{NB}kr"),
        ("{{ v|number }}", 1205, f"1{NB}205"),
        ("{{ v|number:1 }}", Decimal("21.45"), "21,5"),
        ("{{ v|signed }}", 422, "+422"),
        ("{{ v|signed }}", -24, "\u221224"),
        ("{{ v|signed }}", 0, "\u2013"),
        ("{{ v|swedish_date }}", date(2025, 2, 12), f"12{NB}februari 2025"),
        ('{{ v|swedish_date:"short" }}', date(2025, 2, 12), f"12{NB}feb"),
        ('{{ v|swedish_date:"time" }}', datetime(2025, 2, 12, 13, 32, tzinfo=UTC), f"12{NB}februari 2025 kl.{NB}14.32"),
        ("{{ v|swedish_date }}", None, ""),
        ("{{ v|period_label }}", Period(2024, 8), "januari\u2013augusti 2024"),
        ("{{ v|period_label }}", "2024-T2", "januari\u2013augusti 2024"),
        ("{{ v|state_class }}", "ändrad siffra", "andrad"),
        ("{{ v|outcome_class }}", "faller", "sev fel"),
    ],
)
def test_filters_write_swedish(text, value, expected):
    assert shown(text, v=value) == expected


def request_in(association="norr", period="2024"):
    request = RequestFactory().get("/")
    request.association = SimpleNamespace(slug=association)
    request.period = Period.parse(period)
    return request


@pytest.mark.urls("samsyn.ui.tests.urls")
def test_a_link_gets_association_period_and_query():
    link = Link("ledger:vouchers", query={"konto": "3010-3990", "q": "hyra & el"})
    found = shown("{% url_of link as href %}{{ href }}", link=link, request=request_in())
    assert found == "/norr/2024/verifikationer/?konto=3010-3990&amp;q=hyra+%26+el"


@pytest.mark.urls("samsyn.ui.tests.urls")
def test_a_link_may_name_another_period_and_an_unknown_page_is_no_link():
    last = Link("ledger:vouchers", {"period": Period(2023)})
    assert shown("{% url_of l %}", l=last, request=request_in()) == "/norr/2023/verifikationer/"
    assert shown("{% url_of l %}", l=Link("ledger:nowhere"), request=request_in()) == ""


@pytest.mark.urls("samsyn.ui.tests.urls")
def test_a_table_on_an_associations_page_leads_to_its_figures():
    found = shown("{% figure_table table %}", table=samples.table(), request=request_in())
    assert 'href="/norr/2024/siffra/exempel.resultat/2024:budget/"' in found


def test_a_single_figure_has_its_unit():
    cell = samples.table().rows[-2].cells[1]
    found = shown("{% figure cell %}", cell=cell, doors=Doors("/x/"))
    assert found == f'<a class="fig" href="/x/exempel.resultat/2024/">\u2212594{NB}tkr</a>'


class Form(forms.Form):
    name = forms.CharField(label="Namn", help_text="Hela namnet.")
    amount = forms.IntegerField(label="Belopp")
    kind = forms.ChoiceField(label="Slag", choices=[("a", "A")], widget=forms.RadioSelect)
    ready = forms.BooleanField(label="Klart")
    file = forms.FileField(label="Fil")


def test_a_field_is_tied_to_its_help_and_its_error():
    form = Form({"name": ""})
    found = shown('{% cotton field :field="form.name" /%}', form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in found
    assert 'id="id_name_helptext"' in found
    assert 'id="id_name_error"' in found
    assert 'aria-invalid="true"' in found


def test_errors_stand_on_top_with_a_link_to_each_field():
    form = Form({"name": "", "amount": "x"})
    found = shown('{% cotton form-errors :form="form" /%}', form=form)
    for target in ("#id_name", "#id_amount", "#id_kind_0", "#id_ready", "#id_file"):
        assert f'href="{target}"' in found
    assert "5 saker att rätta" in found


def test_reasons_that_are_of_no_field_are_counted_one_by_one():
    form = Form({"name": ""})
    form.add_error(None, ["Perioden är inte slut.", "Numret finns redan."])
    assert f"{2 + 5} saker att rätta" in shown('{% cotton form-errors :form="form" /%}', form=form)


def test_a_number_field_is_set_right_and_a_tick_box_stands_before_its_label():
    form = Form()
    assert 'class="inmat tal"' in shown("{% widget form.amount %}", form=form)
    found = shown('{% cotton field :field="form.ready" /%}', form=form)
    assert found.index("<input") < found.index("<label")


def test_an_explanation_writes_money_in_kronor_with_ore_where_any_row_has_them():
    explained = explain(samples.explanation(), Doors("/x/"), lambda link: "")
    assert (explained.hero, explained.unit, explained.rounded) == (f"\u2212594{NB}430,50", "kr", f"\u2212594{NB}tkr")
    assert explained.parts_unit == "kr"
    assert [part.operator for part in explained.parts] == ["", "−", "+"]
    assert explained.parts[0].shown == f"8{NB}484{NB}425,00"
    assert explained.parts[0].href == "/x/exempel.intakter/2024/"


def test_an_unknown_figure_is_explained_as_unknown():
    explained = explain(replace(samples.explanation(), value=None, parts=()), None, lambda link: "")
    assert (explained.hero, explained.unit, explained.rounded) == ("uppgift saknas", "", "")


def test_a_figure_that_is_kept_from_the_reader_is_not_said_to_be_missing():
    kept = replace(samples.explanation(), value=None, parts=(), withheld=True)
    assert explain(kept, None, lambda link: "").hero == "visas inte"


def test_half_a_krona_is_rounded_away_from_zero():
    assert formats.money(-50) == "\u22121"
    assert formats.money(50) == "1"
