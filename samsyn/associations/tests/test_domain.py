"""Roles, shares, posts, presentation and the equity rule as values: no database."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from samsyn.associations.domain.equity import Bracket, EquityRule, read_rules, rule_on, write_rules
from samsyn.associations.domain.parties import PartyKind, check_org_number
from samsyn.associations.domain.permissions import PERMISSION_WORDS, REASONS, Permission
from samsyn.associations.domain.posts import PostKind, PostTime, average_posts
from samsyn.associations.domain.presentation import (
    JSON_NAMES,
    BadPresentation,
    CostSign,
    DateFormat,
    Financial,
    FinancialLabel,
    Presentation,
    presentation_errors,
)
from samsyn.associations.domain.roles import ROLES, membership_problems
from samsyn.associations.domain.shares import ContributionTable, Payer, share_findings
from samsyn.associations.domain.words import in_own_words
from samsyn.associations.forms.fields import DateField
from samsyn.associations.forms.presentation import CHOICES
from samsyn.core.money import Unit

TODAY = date(2025, 3, 1)
S, R, K = PartyKind.STATE, PartyKind.REGION, PartyKind.MUNICIPALITY


def test_every_permission_has_a_reason_and_words_and_somebody_who_holds_it():
    held = set().union(*(role.permissions for role in ROLES.values()))
    assert set(REASONS) == set(PERMISSION_WORDS) == set(Permission) == held


def test_an_auditor_reads_everything_and_changes_nothing():
    reading = {permission for permission in Permission if permission.startswith("read_")}
    assert ROLES["revisor"].permissions == reading - {
        Permission.READ_NATION
    }  # other associations are not theirs to read


def test_the_office_and_deltagaransvarig_do_not_mix_in_either_order():
    assert "enskilda deltagare" in membership_problems(["ekonom"], "deltagaransvarig", None, TODAY)[0]
    assert "enskilda deltagare" in membership_problems(["deltagaransvarig"], "registrator", None, TODAY)[0]
    assert membership_problems(["samordnare", "insatsagare"], "deltagaransvarig", None, TODAY) == []
    assert membership_problems(["ekonom"], "registrator", None, TODAY) == []


def test_an_auditor_needs_an_end_date_that_lies_ahead():
    assert "slutdatum" in membership_problems([], "revisor", None, TODAY)[0]
    assert membership_problems([], "revisor", date(2025, 4, 1), TODAY) == []
    assert "redan varit" in membership_problems([], "revisor", date(2025, 2, 1), TODAY)[0]


def test_a_role_is_not_given_twice_and_an_unknown_one_not_at_all():
    assert membership_problems(["ekonom"], "ekonom", None, TODAY)
    assert membership_problems([], "kung", None, TODAY) == ["Rollen 'kung' finns inte."]


def test_an_organisation_number_is_checked_by_its_last_digit():
    assert check_org_number(" 2220001990 ") == "222000-1990"
    with pytest.raises(ValueError, match="222000-1991"):
        check_org_number("222000-1991")


@pytest.mark.parametrize(
    ("paid", "wrong"),
    [
        ({S: 400_00, R: 200_00, K: 200_00}, []),
        ({S: 401_00, R: 200_00, K: 200_00}, []),  # within a krona
        ({S: 404_00, R: 200_00, K: 200_00}, [S]),
        ({S: 400_00, R: 200_00}, [S, R, K]),
        ({}, []),
    ],
)
def test_half_a_quarter_and_a_quarter_to_the_krona(paid, wrong):
    assert [finding.kind for finding in share_findings(paid)] == wrong


def table(**amounts: int) -> ContributionTable:
    payers = [Payer(1, "Staten", S), Payer(2, "Regionen", R), Payer(3, "Ö", K), Payer(4, "Å", K)]
    pks = dict(zip(("state", "region", "east", "west"), (1, 2, 3, 4), strict=True))
    return ContributionTable(payers, {(pks[name], 2024): kronor * 100 for name, kronor in amounts.items()})


def test_the_municipal_rest_is_the_rounding_left_over():
    shares = table(state=400_001, region=200_000, east=150_000, west=50_001)
    assert shares.total(2024) == 800_002_00
    assert shares.due(K, 2024) == 200_000_50
    assert shares.rest(K, 2024) == 50
    assert shares.findings(2024) == []


def test_what_is_not_known_is_none_and_never_nothing():
    empty = table()
    assert (empty.total(2024), empty.of_kind(K, 2024), empty.share(empty.payers[0], 2024)) == (None, None, None)
    assert empty.findings(2024) == []
    assert [payer.name for payer in table(state=2, region=1, east=1).missing(2024)] == ["Å"]


def test_the_year_s_average_counts_days_and_extent():
    half_year = PostTime(PostKind.EMPLOYED, Decimal(100), date(2024, 7, 1))
    part_time = PostTime(PostKind.TEMPORARY, Decimal(50), date(2020, 1, 1), date(2024, 12, 31))
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    assert round(average_posts([half_year, part_time], first, last), 4) == round(Decimal(184) / 366 + Decimal("0.5"), 4)
    assert average_posts([half_year], date(2023, 1, 1), date(2023, 12, 31)) == 0
    assert average_posts([PostTime(PostKind.EMPLOYED, Decimal(100), first)], first, last) == 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_two_halves_of_a_post_are_the_post(start, length):
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    day = date.fromordinal(first.toordinal() + min(start, 365))
    whole = average_posts([PostTime(PostKind.EMPLOYED, Decimal(80), first)], first, last)
    before = (
        PostTime(PostKind.EMPLOYED, Decimal(80), first, date.fromordinal(day.toordinal() - 1)) if day > first else None
    )
    after = PostTime(PostKind.EMPLOYED, Decimal(80), day)
    assert average_posts([post for post in (before, after) if post], first, last) == whole


def test_the_stair_of_brackets_gives_the_published_ceiling():
    stair = EquityRule(brackets=(Bracket(Decimal(20), 700_000_000), Bracket(Decimal(15))), tolerance=Decimal(10))
    assert stair.ceiling(850_200_000) == 162_530_000
    assert stair.ceiling(500_000_000) == 100_000_000
    assert stair.tolerated(850_200_000) == 178_783_000


def test_the_rule_that_holds_on_a_day_is_the_latest_begun():
    old, new = EquityRule(date(2014, 1, 1)), EquityRule(date(2022, 1, 1), (Bracket(Decimal(25)),))
    assert rule_on([old, new], date(2021, 12, 31)) is old
    assert rule_on([new, old], date(2022, 1, 1)) is new
    assert rule_on([old, new], date(2010, 1, 1)) is None


def test_rules_are_read_as_a_file_writes_them_and_written_back():
    data = {"base": "contributions", "tolerance_percent": 10, "rules": [
        {"valid_from": date(2014, 1, 1), "valid_to": "2021-12-31", "status": "hypotes",
         "brackets": [{"up_to_kr": 7000000, "percent": 20}, {"over_kr": 7000000, "percent": 15}]},
        {"valid_from": "2022-01-01", "valid_to": None, "brackets": [{"up_to_kr": None, "percent": 20}]},
    ]}  # fmt: skip
    rules, errors = read_rules(data)
    assert errors == []
    assert [rule.tolerance for rule in rules] == [10, 10]
    assert rules[0].brackets[0].up_to == 700_000_000
    assert read_rules(write_rules(rules)) == (rules, [])


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"rules": []},
        {"rules": ["x"]},
        {"rules": [{}]},
        {"rules": [{"brackets": [{"percent": "mycket"}]}]},
        {"rules": [{"brackets": [{"percent": 120}]}]},
        {"rules": [{"brackets": [{"percent": 20, "up_to_kr": "x"}]}]},
        {"rules": [{"brackets": [{"percent": 20}, {"percent": 15}]}]},
        {"rules": [{"brackets": [{"percent": 20}], "base": "luft"}]},
        {"rules": [{"brackets": [{"percent": 20}], "valid_from": "i fjol"}]},
        {"rules": [{"brackets": [{"percent": 20}], "valid_from": "2022-01-01", "valid_to": "2021-01-01"}]},
        {"rules": [{"brackets": [{"percent": 20}]}], "takk": 1},
    ],
)
def test_a_faulty_rule_is_answered_in_words(data):
    assert read_rules(data)[1]


def test_the_defaults_are_what_most_associations_print():
    usual = Presentation.from_json({})
    assert (usual.statements, usual.notes, usual.pension_note) == (Unit.TKR, Unit.KR, Unit.TKR)
    assert (usual.costs_in_statements, usual.costs_in_notes) == (CostSign.NEGATIVE, CostSign.POSITIVE)
    assert usual.financial_name(1) == "Finansiella kostnader"
    assert (usual.overview_years, usual.empty_lines) == (7, False)


def test_a_tertial_report_starts_from_its_own_defaults():
    tertial = Presentation.for_kind({}, "tertial")
    assert (tertial.statements, tertial.notes) == (Unit.TKR, Unit.TKR)
    assert tertial.costs_in_notes is CostSign.NEGATIVE
    assert tertial.empty_lines
    assert tertial.financial_items is Financial.TWO


def test_the_association_s_own_choice_beats_a_kind_s_default_and_the_kind_s_own_choice_beats_both():
    assert Presentation.for_kind({"notes": "tkr", "statements": "kr"}, "tertial").statements is Unit.KR
    data = {"statements": "kr", "kinds": {"tertial": {"statements": "tkr", "notes": "kr"}}}
    assert Presentation.for_kind(data, "tertial").statements is Unit.TKR
    assert Presentation.for_kind(data, "tertial").notes is Unit.KR
    assert Presentation.for_kind(data, "ekonomi").statements is Unit.KR


def test_choices_are_read_from_json():
    stored = {"statements": "kr", "note_units": {"3": "tkr"}, "empty_lines": True, "overview_years": 5,
              "date_format": "long", "financial_label": "by_sign",
              "equity_rule": write_rules([EquityRule(date(2022, 1, 1))])}  # fmt: skip
    assert Presentation.from_json(stored) == Presentation(
        statements=Unit.KR, note_units={"3": Unit.TKR}, empty_lines=True, overview_years=5,
        date_format=DateFormat.LONG, financial_label=FinancialLabel.BY_SIGN,
        equity_rules=(EquityRule(date(2022, 1, 1)),),
    )  # fmt: skip


def test_a_note_prints_in_its_own_unit_else_the_pension_note_s_else_the_notes():
    chosen = Presentation(note_units={"3": Unit.TKR})
    assert chosen.unit_of_note(3) is Unit.TKR
    assert chosen.unit_of_note(4, pension=True) is Unit.TKR
    assert chosen.unit_of_note(5) is Unit.KR


def test_the_net_line_is_named_by_its_sign_only_when_chosen():
    by_sign = Presentation(financial_label=FinancialLabel.BY_SIGN)
    assert by_sign.financial_name(49) == "Finansiella intäkter"
    assert by_sign.financial_name(-49) == "Finansiella kostnader"


@pytest.mark.parametrize(("style", "text"), [("iso", "2024-12-31"), ("yymmdd", "241231"), ("long", "31 december 2024")])
def test_dates_print_as_chosen(style, text):
    assert Presentation(date_format=DateFormat(style)).date_text(date(2024, 12, 31)) == text


def test_every_faulty_choice_is_said_at_once_with_its_place():
    errors = presentation_errors({"statement": "tkr", "notes": "mkr", "overview_years": 0, "empty_lines": "ja",
                                  "financial_text": " ", "note_units": [1], "kinds": {"x": {}, "tertial": {"zero": 0}},
                                  "equity_rule": {"rules": []}})  # fmt: skip
    assert len(errors) == 9
    assert any(error.startswith("kinds.tertial.zero:") for error in errors)
    with pytest.raises(BadPresentation):
        Presentation.from_json({"notes": "mkr"})
    assert (
        presentation_errors([1])
        and presentation_errors({"kinds": 1})
        and presentation_errors({"kinds": {"tertial": 1}})
    )


def test_the_form_asks_for_every_choice():
    assert {choice.name for choice in CHOICES} == {spec.name for spec in fields(Presentation)} - set(JSON_NAMES)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Medlemsbidrag minus kostnader", "medlemstilldelning", "Medlemstilldelning minus kostnader"),
        ("Eget kapital av medlemsbidraget", "medlemstilldelning", "Eget kapital av medlemstilldelningen"),
        ("Eget kapital av medlemsbidraget", "driftbidrag", "Eget kapital av driftbidraget"),
        ("medlemsbidragen för 2024 saknas", "medlemsavgift", "medlemsavgifterna för 2024 saknas"),
        ("Eget kapital av medlemsbidraget", "medlemsbidrag", "Eget kapital av medlemsbidraget"),
    ],
)
def test_labels_take_the_associations_own_word_for_what_the_parties_pay(text, word, expected):
    assert in_own_words(text, word) == expected


@pytest.mark.parametrize("typed", ["0204-12-31", "9999-12-31"])
def test_a_slip_in_the_year_is_asked_about(typed):
    with pytest.raises(ValidationError, match="Skriv ett år från 1900 till 2099"):
        DateField().clean(typed)
    assert DateField().clean("2024-12-31").year == 2024
