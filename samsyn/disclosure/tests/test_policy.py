"""The rules in words, and what they call small."""

import pytest

from samsyn.disclosure.policy import Policy


def test_the_usual_rules_in_words():
    assert Policy().sentences() == (
        "Antal från 1 till 4 visas inte utan skrivs med två punkter (..). Noll visas.",
        "Fler uppgifter kan vara dolda på samma sätt, så att de första inte går att räkna ut.",
        "Procent och medelvärden visas bara när de bygger på minst 10 personer.",
        "En uppdelning på kön visas bara när alla dess antal får visas.",
    )


@pytest.mark.parametrize(
    ("policy", "first"),
    [
        (Policy(zeros=False), "Antal från 0 till 4 visas inte utan skrivs med två punkter (..)."),
        (Policy(smallest=2), "Antalet 1 visas inte utan skrivs med två punkter (..). Noll visas."),
        (Policy(smallest=1), "Alla antal visas."),
    ],
)
def test_other_rules_in_words(policy, first):
    assert policy.sentences()[0] == first


@pytest.mark.parametrize(
    ("policy", "brief"),
    [
        (Policy(), "antal från 1 till 4, och det som skulle röja dem"),
        (Policy(zeros=False), "antal från 0 till 4, och det som skulle röja dem"),
        (Policy(smallest=2), "antalet 1, och det som skulle röja det"),
        (Policy(smallest=1), "procent och medelvärden av färre än 10 personer"),
    ],
)
def test_a_rule_in_one_line(policy, brief):
    assert policy.brief() == brief


def test_a_split_that_may_be_shown_in_part_needs_no_sentence():
    assert len(Policy(split_both=False).sentences()) == 3


def test_zero_is_small_only_where_zeros_are_not_shown():
    assert [value for value in range(7) if Policy().small(value)] == [1, 2, 3, 4]
    assert [value for value in range(7) if Policy(zeros=False).small(value)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("wrong", [{"smallest": 0}, {"base": 0}])
def test_a_rule_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="minst 1"):
        Policy(**wrong)
