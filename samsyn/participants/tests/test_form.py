"""The form of a report and what must add up in it, without a database."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import FLOW, VARIABLES
from samsyn.participants.domain.asking import Asked, CodeRow, CountKey, asked_of, name, named, with_zeros
from samsyn.participants.domain.chain import Link, carried, enrolled_before, stored
from samsyn.participants.domain.digits import meant, one_slip
from samsyn.participants.domain.form import check, fields, read
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.words import Sex, Shape

WOMEN, MEN = Sex.WOMEN, Sex.MEN
NONE = dict.fromkeys(Sex, 0)


def classes(codes):
    return tuple(CodeRow(one.key, one.label) for one in CODES.get(codes, ()))


def asked(*variables, by_age=()):
    """The flow and some variables, with the code lists' start."""
    return [
        Asked(variable, key in by_age, False, classes(variable.codes))
        for key, variable in VARIABLES.items()
        if key in (*FLOW, *variables)
    ]  # fmt: skip


def report(found, numbers, opening=None):
    """Everything typed as 0 but for `numbers`."""
    typed = {field.name: "0" for group in fields(found) for field in group.all_fields} | {
        key: str(value) for key, value in numbers.items()
    }
    return read(typed, found, opening)


def problems(numbers, *variables, by_age=(), opening=NONE, reasons=None, **more):
    found = asked(*variables, by_age=by_age)
    values, unread = report(found, numbers, opening)
    assert not unread
    return [(problem.field, problem.sentence) for problem in check(values, found, opening, reasons or {}, **more)]


def sentences(*args, **more):
    return [sentence for _, sentence in problems(*args, **more)]


# --- fields ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "written", "words"),
    [
        (CountKey("new", "", WOMEN), "new-women", "Nya, kvinnor"),
        (CountKey("outcome", "work", MEN), "outcome.work-men", "Arbete, män"),
        (CountKey("outcome", "work", WOMEN, "young"), "outcome.work.young-women", "Arbete, kvinnor, 15–29 år"),
        (CountKey("consultations"), "consultations", "Konsultationer"),
    ],
)
def test_a_number_is_called_the_same_everywhere(key, written, words):
    label = {"outcome": "arbete"}.get(key.variable, VARIABLES[key.variable].label)
    assert (name(key), named(key, label)) == (written, words)


def test_the_form_asks_by_class_sex_and_age():
    groups = {group.variable.key: group for group in fields(asked("outcome", "consultations", by_age=("outcome",)))}
    outcome = groups["outcome"]
    assert outcome.coded
    assert [row.legend for row in outcome.rows][:2] == ["Arbete", "Studier"]
    assert [field.name for field in outcome.rows[0].ages[0].fields] == [
        "outcome.work.young-women", "outcome.work.young-men", "outcome.work.young-unstated",
    ]  # fmt: skip
    assert [field.label for field in groups["new"].rows[0].fields] == ["Nya, kvinnor", "Nya, män", "Nya, ej angivet"]
    assert [field.name for field in groups["consultations"].all_fields] == ["consultations"]


def test_every_field_has_a_name_of_its_own():
    found = asked(*VARIABLES, by_age=VARIABLES)
    names = [field.name for group in fields(found) for field in group.all_fields]
    assert len(names) == len(set(names))


def test_what_only_case_rows_give_is_not_typed():
    assert "income_change" not in {group.variable.key for group in fields(asked("income_change"))}


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"), [("4", 4), (" 12 ", 12), ("1 200", 1200), ("1\u00a0200", 1200), ("007", 7)]
)
def test_whole_numbers_are_read(text, number):
    values, unread = report(asked(), {"new-women": text})
    assert (values[CountKey("new", "", WOMEN)], unread) == (number, [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-1", "Antalet kan inte vara mindre än noll."), ("−1", "Antalet kan inte vara mindre än noll."),
        ("2,5", "Skriv ett helt tal, till exempel 4."), ("2.0", "Skriv ett helt tal, till exempel 4."),
        ("tre", "Skriv ett helt tal, till exempel 4."), ("1 2", "Skriv ett helt tal, till exempel 4."),
        ("٣", "Skriv ett helt tal, till exempel 4."), ("1e3", "Skriv ett helt tal, till exempel 4."),
        ("100001", "Det är mer än 100\u00a0000. Kontrollera talet."),
        ("9" * 40, "Det är mer än 100\u00a0000. Kontrollera talet."),
        ("19850709-2384", "Här ska bara antal stå, aldrig uppgifter om en person."),
        ("8507092384", "Här ska bara antal stå, aldrig uppgifter om en person."),
    ],
)  # fmt: skip
def test_what_is_no_count_is_refused_without_repeating_it(text, sentence):
    values, unread = report(asked(), {"new-women": text})
    assert [(problem.field, problem.sentence) for problem in unread] == [("new-women", sentence)]
    assert values[CountKey("new", "", WOMEN)] is None


def test_empty_is_a_problem_for_women_and_men_and_none_for_not_stated():
    values, unread = report(asked(), {"new-women": "", "new-men": "", "new-unstated": ""})
    assert [str(problem) for problem in unread] == ["Nya, kvinnor: Tomt. Skriv 0 om ingen.",
                                                    "Nya, män: Tomt. Skriv 0 om ingen."]  # fmt: skip
    assert values[CountKey("new", "", Sex.UNSTATED)] == 0


def test_empty_is_not_known_for_what_is_not_asked_by_sex():
    values, unread = report(asked("consultations"), {"consultations": ""})
    assert (values[CountKey("consultations")], unread) == (None, [])


def test_empty_is_none_where_there_is_nobody_to_tell_of():
    numbers = {"ended-women": 0, "outcome.work-women": "", "ended-men": 1, "outcome.work-men": ""}
    values, unread = report(asked("outcome"), numbers)
    assert values[CountKey("outcome", "work", WOMEN)] == 0
    assert [problem.field for problem in unread] == ["outcome.work-men"]


def test_empty_ages_are_none_when_the_whole_is():
    values, unread = report(asked(by_age=("new",)), {"new-women": 0, "new.young-women": "", "new.older-women": ""})
    assert (values[CountKey("new", "", WOMEN, "young")], unread) == (0, [])


def test_the_rare_movements_are_none_when_empty():
    values, unread = report(asked(), {"entry-women": "", "closed-men": ""})
    assert (values[CountKey("entry", "", WOMEN)], unread) == (0, [])


def test_nothing_typed_moves_an_opening_that_is_carried_over():
    values, _ = report(asked(), {"opening-women": 99, "opening-men": "x"}, {WOMEN: 9, MEN: 8})
    assert [values[CountKey("opening", "", sex)] for sex in (WOMEN, MEN, Sex.UNSTATED)] == [9, 8, 0]


def test_what_case_rows_give_is_read_class_by_class():
    found = asked("income_change")
    values, _ = read({"income_change.a__b-women": "3", "income_change.<script>-women": "3"}, found, NONE)
    assert values[CountKey("income_change", "a__b", WOMEN)] == 3
    assert not any("script" in key.category for key in values)


@pytest.mark.parametrize(
    "text",
    ["850709-2384", "19850709-2384", "198507092384", "850769-2384", "i dag 8507092384 kom", "850709 - 2384",
     "1985-07-09-2384", "85 07 09 2384", "850709\u00a02384", "850709\u20102384", "850709\u20142384", "850709_2384",
     "１９８５０７０９２３８４", "1985/07/09 2384"],
)  # fmt: skip
def test_personnummer_are_recognised(text):
    assert like_a_person(text)


@pytest.mark.parametrize("text", ["2024-12-31", "12", "1 200 000", "220000-1990", "0000000000", "Beslut 2024-0034",
                                  "2024-01-15, 2025", "Rättat 2024-01-15 klockan 14.30"])  # fmt: skip
def test_other_numbers_are_not_taken_for_persons(text):
    assert not like_a_person(text)


# --- the flow -------------------------------------------------------------------------------------------------------


def test_nobody_ends_who_was_never_in():
    assert problems({"new-men": 2, "ended-men": 15}, opening={MEN: 8}) == [
        ("ended-men", "Avslutade blir 15, men bara 10 var inskrivna."),
    ]  # fmt: skip


def test_each_sex_has_its_own_flow():
    assert problems({"new-women": 9, "ended-men": 1}) == [("ended-men", "Avslutade blir 1, men bara 0 var inskrivna.")]


def test_administrative_closings_count_too():
    found = problems({"ended-women": 3, "closed-women": 2}, opening={WOMEN: 4}, reasons={"closed": "Flyttade"})
    assert found == [("closed-women", "Avslutade blir 5 med de administrativa, men bara 4 var inskrivna.")]


def test_breaks_need_their_reasons():
    numbers = {"entry-women": 1, "closed-women": 1}
    assert [field for field, _ in problems(numbers)] == ["reason-entry", "reason-closed"]
    assert problems(numbers, reasons={"entry": "SUS", "closed": "SUS"}) == []


# --- classes --------------------------------------------------------------------------------------------------------


def test_outcomes_sum_to_the_ended_and_a_slip_is_guessed():
    numbers = {"ended-men": 5, "outcome.work-men": 1, "outcome.work_oriented-men": 12, "outcome.other-men": 2}
    assert problems(numbers, "outcome", opening={MEN: 9}) == [
        ("outcome.work_oriented-men", "Männens utgångar blir 15, men 5 avslutade. Menade du 2?"),
    ]  # fmt: skip


def test_the_published_twelve_and_eighteen_of_twenty_do_not_add_up():
    numbers = {"ended-women": 12, "ended-men": 8, "outcome.other-women": 12, "outcome.other-men": 18}
    assert problems(numbers, "outcome", opening={WOMEN: 12, MEN: 8}) == [
        ("outcome.other-men", "Männens utgångar blir 18, men 8 avslutade. Menade du 8?"),
    ]  # fmt: skip


def test_no_guess_is_made_when_several_slips_would_explain_it():
    numbers = {"ended-women": 4, "outcome.work-women": 1, "outcome.study-women": 2}
    assert sentences(numbers, "outcome", opening={WOMEN: 9}) == ["Kvinnornas utgångar blir 3, men 4 avslutade."]


def test_not_stated_must_add_up_too():
    assert sentences({"ended-unstated": 2}, "outcome", opening={Sex.UNSTATED: 2}) == [
        "Ej angivnas utgångar blir 0, men 2 avslutade."
    ]


def test_classes_add_up_by_age_too():
    numbers = {
        "ended-women": 3, "ended.young-women": 2, "ended.older-women": 1, "outcome.work-women": 3,
        "outcome.work.young-women": 1, "outcome.work.older-women": 2,
    }  # fmt: skip
    assert sentences(numbers, "outcome", by_age=("ended", "outcome"), opening={WOMEN: 9}) == [
        "Kvinnornas utgångar, 15–29 år, blir 1, men 2 avslutade. Menade du 2?",
        "Kvinnornas utgångar, 30 år och äldre, blir 2, men 1 avslutade. Menade du 1?",
    ]


def test_ages_sum_to_the_whole():
    numbers = {"new-women": 12, "new.young-women": 10, "new.older-women": 22}
    assert problems(numbers, by_age=("new",)) == [
        ("new.older-women", "Åldersgrupperna blir 32, men totalt 12. Menade du 2?"),
    ]  # fmt: skip


def test_referrals_sum_to_the_new():
    numbers = {"new-women": 2, "referral.psykiatrin-women": 1}
    assert sentences(numbers, "referral")[0].startswith("Kvinnornas vägvisare blir 1, men 2 nya.")


def test_the_years_classes_sum_to_the_years_enrolled():
    numbers = {"new-women": 2, "age_class.20-29-women": 5}
    assert sentences(numbers, "age_class", opening={WOMEN: 3}) == []
    assert sentences(numbers, "age_class", opening={WOMEN: 3}, enrolled={WOMEN: 10})[0].startswith(
        "Kvinnornas åldrar blir 5, men 12 inskrivna under året."
    )


# --- parts ----------------------------------------------------------------------------------------------------------


def test_several_per_person_are_each_at_most_those_they_tell_of():
    numbers = {"ended-women": 2, "income_ended_before.lon-women": 2, "income_ended_before.a_kassa-women": 2}
    assert sentences(numbers, "income_ended_before", opening={WOMEN: 2}) == []
    numbers["income_ended_before.lon-women"] = 3
    assert problems(numbers, "income_ended_before", opening={WOMEN: 2}) == [
        ("income_ended_before.lon-women", "Det blir 3, men bara 2 avslutade."),
    ]  # fmt: skip


OF_THE_ENDED = [
    key for key, one in VARIABLES.items() if one.shape is Shape.NUMBER and one.base == "ended" and not one.part_of
]


@pytest.mark.parametrize("what", OF_THE_ENDED)
def test_no_more_than_the_ended(what):
    assert problems({"ended-women": 1, f"{what}-women": 2}, what, opening={WOMEN: 2}) == [
        (f"{what}-women", "Det blir 2, men bara 1 avslutade."),
    ]  # fmt: skip


def test_a_part_is_at_most_its_whole():
    numbers = {"ended-women": 3, "outcome.work-women": 1, "outcome.other-women": 2, "work_subsidised-women": 2}
    assert problems(numbers, "outcome", "work_subsidised", opening={WOMEN: 3}) == [
        ("work_subsidised-women", "Det blir 2, men bara 1 till arbete."),
    ]  # fmt: skip
    assert problems({"joint_plans": 2, "joint_plans_present": 3}, "joint_plans", "joint_plans_present") == [
        ("joint_plans_present", "Det blir 3, men bara 2 samordnade planer."),
    ]  # fmt: skip


def test_psychiatry_is_at_most_the_years_enrolled():
    assert sentences({"psychiatry-men": 3}, "psychiatry", opening={MEN: 1}, enrolled={MEN: 2}) == [
        "Det blir 3, men bara 2 inskrivna under året."
    ]


def test_protected_identities_are_at_most_the_enrolled():
    assert sentences({"protected_identity": 3, "new-men": 1}, "protected_identity", opening={WOMEN: 1}) == [
        "Det blir 3, men bara 2 var inskrivna."
    ]


@pytest.mark.parametrize(
    ("days", "ended", "sentence"),
    [
        (0, 0, None), (374, 2, None), (5, 0, "Ingen har avslutat, så dagarna ska vara 0."),
        (20_000, 2, "Det blir 10\u00a0000 dagar per person. Skriv summan i dagar."),
    ],
)  # fmt: skip
def test_days_are_plausible(days, ended, sentence):
    found = sentences({"days-women": days, "ended-women": ended}, "days", opening={WOMEN: 9}, on=date(2024, 12, 31))
    assert found == ([sentence] if sentence else [])


def test_every_problem_is_told_at_once():
    numbers = {"ended-women": 3, "ended-men": 1, "entry-women": 1, "outcome.work-women": 9}
    assert len(problems(numbers, "outcome")) == 5


def test_what_is_not_known_is_not_judged():
    values = {CountKey("ended", "", WOMEN): 5}
    assert check(values, asked("outcome"), NONE, {}) == []


# --- slips ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "wanted"), [(12, 2), (12, 1), (2, 12), (12, 21), (18, 8), (15, 16), (100, 10)])
def test_one_digit_explains(typed, wanted):
    assert one_slip(typed, wanted)


@pytest.mark.parametrize(("typed", "wanted"), [(12, 34), (123, 1), (12, 12), (123, 321)])
def test_one_digit_does_not_explain(typed, wanted):
    assert not one_slip(typed, wanted)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(0, 300))
def test_what_may_have_been_meant_makes_the_sum_right(values, wanted):
    place, instead = meant(values, wanted)
    if instead is not None:
        assert sum(values) - values[place] + instead == wanted


# --- the chain ------------------------------------------------------------------------------------------------------

counts = st.integers(0, 20)
links = st.lists(st.tuples(counts, counts, counts, counts), min_size=1, max_size=6)


def chain(rows):
    """(entry, new, ended, closed) of women, tertial by tertial from 2023."""
    parts = [Part.parse(f"{year}-T{number}") for year in (2023, 2024) for number in (1, 2, 3)]
    keys = [CountKey(what, "", WOMEN) for what in ("entry", "new", "ended", "closed")]
    found = [Link(part, dict(zip(keys, row, strict=True))) for part, row in zip(parts, rows, strict=False)]
    return carried([Link(found[0].part, {**found[0].counts, CountKey("opening", "", WOMEN): 200}), *found[1:]])


@given(links)
def test_a_chain_opens_with_what_was_closed_and_years_with_their_first(rows):
    found = chain(rows)
    for before, after in pairwise(found):
        assert after.of("opening") == before.closing
    for link in found:
        first = link.part.first_month == 1
        assert (CountKey("year_opening", "", WOMEN) in link.counts) is first


@given(links)
def test_the_years_enrolled_are_its_opening_and_all_who_came(rows):
    found = chain(rows)
    last = found[-1]
    own = [link for link in found if link.part.year == last.part.year]
    before = enrolled_before(found, last.part)
    if len(own) == 1:
        assert before is None
    else:
        assert before is not None
        assert before[WOMEN] == own[0].of("opening")[WOMEN] + sum(link.arrived[WOMEN] for link in own[:-1])


def test_a_stored_report_is_judged_as_it_was_typed():
    found = asked("outcome", by_age=("ended", "outcome"))
    values, _ = report(found, {"ended-women": 1, "outcome.work-women": 1}, {WOMEN: 1})
    held = stored(values)
    again = asked_of(held)
    assert [one.variable.key for one in again] == [one.variable.key for one in found]
    whole = with_zeros(held, again)
    assert {key for key, value in values.items() if value is not None} <= set(whole)
