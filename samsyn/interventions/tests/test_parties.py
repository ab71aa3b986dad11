"""Two of the four kinds of party: finsamlagen lets an association finance what parties do together."""

from dataclasses import dataclass

from samsyn.interventions.domain.parties import Kind, kinds_of, too_few_kinds


@dataclass
class P:
    name: str
    kind: str


FK, AF = P("Försäkringskassan", "stat"), P("Arbetsförmedlingen", "stat")
REGION, AN, ED = P("Region Ån", "region"), P("Åns kommun", "kommun"), P("Eds kommun", "kommun")


def test_two_municipalities_are_one_kind():
    assert kinds_of([AN, ED]) == {Kind.MUNICIPALITY}
    assert "bara kommun" in too_few_kinds([AN, ED])


def test_the_states_two_authorities_are_two_kinds():
    assert kinds_of([FK, AF]) == {Kind.INSURANCE, Kind.EMPLOYMENT}
    assert not too_few_kinds([FK, AF])
    assert kinds_of([P("Staten", "stat")]) == {Kind.INSURANCE}


def test_a_municipality_with_the_region_is_enough():
    assert not too_few_kinds([AN, REGION])


def test_none_at_all_is_told_in_words():
    assert "ingen part" in too_few_kinds([])
