"""Who takes part, numbers that follow on, what a year asks for, and the calendar: values without a database."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.associations.domain.roles import ROLES
from samsyn.governance.definitions.year_plan import STANDARD
from samsyn.governance.domain import attendance as roles
from samsyn.governance.domain.attendance import Called, attendance_problems
from samsyn.governance.domain.icalendar import CalendarEvent, calendar, escaped, folded
from samsyn.governance.domain.numbering import following, number_problems
from samsyn.governance.domain.participation import Recused, Seat, participation, prepares, recusal_problems
from samsyn.governance.domain.year_plan import Done, DutyState, Rule, duties, on_day, rule_problems
from samsyn.governance.models import Attendance

CHAIR, BO, CIA = Seat(1, "Anna", "ordförande"), Seat(2, "Bo", "ledamot"), Seat(3, "Cia", "ledamot")
DAN, ELLY = Seat(4, "Dan", "ersättare"), Seat(5, "Elly", "tjänsteperson")
BOARD = [CHAIR, BO, CIA, DAN, ELLY]
BO_AWAY = Seat(2, "Bo", "ledamot", present=False)
DAN_FOR_BO = Seat(4, "Dan", "ersättare", replaces=2)


def voting(*seats, recused=()):
    return [(one.person, one.instead_of) for one in participation(seats, recused).taking]


# --- who takes part --------------------------------------------------------------------------------------------------


def test_the_words_for_roles_are_the_tables_own():
    assert {roles.CHAIR, roles.MEMBER, roles.DEPUTY, roles.OFFICE, roles.GUEST} == set(Attendance.Role.values)


def test_members_who_are_there_take_part_and_deputies_and_the_office_do_not():
    assert voting(*BOARD) == [("Anna", ""), ("Bo", ""), ("Cia", "")]


def test_a_deputy_takes_the_place_of_an_absent_member():
    assert voting(CHAIR, BO_AWAY, CIA, DAN_FOR_BO) == [("Anna", ""), ("Dan", "Bo"), ("Cia", "")]
    assert voting(CHAIR, BO_AWAY, CIA) == [("Anna", ""), ("Cia", "")]


def test_who_steps_aside_takes_no_part_and_a_deputy_enters():
    part = participation(BOARD, [Recused(2, "anmält", "styr utföraren", 4)])
    assert [(one.person, one.instead_of) for one in part.taking] == [("Anna", ""), ("Dan", "Bo"), ("Cia", "")]
    assert [(one.person, one.deputy, one.reason) for one in part.aside] == [("Bo", "Dan", "styr utföraren")]
    assert voting(*BOARD, recused=[Recused(2, "anmält")]) == [("Anna", ""), ("Cia", "")]


def test_a_deputy_who_serves_may_step_aside_too():
    fia = Seat(6, "Fia", "ersättare")
    assert voting(CHAIR, BO_AWAY, CIA, DAN_FOR_BO, fia, recused=[Recused(4, "anmält")]) == [("Anna", ""), ("Cia", "")]
    assert ("Fia", "Bo") in voting(CHAIR, BO_AWAY, CIA, DAN_FOR_BO, fia, recused=[Recused(4, "anmält", "", 6)])


def test_nobody_steps_aside_because_of_whom_they_work_for():
    """Jäv is never inferred: the rule knows no member organisation at all."""
    assert set(Seat.__dataclass_fields__) == {"key", "person", "role", "present", "replaces"}


def test_more_than_half_of_the_seats_must_take_part():
    assert participation(BOARD).quorate
    assert not participation([CHAIR, BO_AWAY]).quorate
    assert not participation([]).quorate


@pytest.mark.parametrize(
    ("new", "others", "said"),
    [
        (Recused(2, "anmält"), [Recused(2)], "redan anmält"),
        (Recused(9, "anmält"), [], "inte bland"),
        (Recused(2, "anmält", "", 5), [], "ersättare på mötet"),
        (Recused(2, "anmält", "", 4), [Recused(4)], "själv jävig"),
        (Recused(2, "anmält", "", 4), [Recused(3, "", "", 4)], "redan gått in"),
        (Recused(4, "anmält"), [Recused(3, "", "", 4)], "gått in som ersättare"),
        (Recused(5, "anmält", "", 4), [], "ingen plats"),
    ],
)
def test_a_recusal_that_cannot_be_is_refused_with_a_reason(new, others, said):
    assert said in " ".join(recusal_problems(BOARD, others, new))


def test_absent_people_and_serving_deputies_are_refused():
    seats = [CHAIR, BO_AWAY, CIA, DAN_FOR_BO]
    assert "inte närvarande" in recusal_problems(seats, [], Recused(2, "anmält"))[0]
    assert "tjänstgör redan för Bo" in recusal_problems(seats, [], Recused(3, "anmält", "", 4))[0]


def test_who_prepared_an_item_cannot_step_aside_in_it():
    assert "har berett ärendet" in recusal_problems(BOARD, [], Recused(2, "anmält"), "Cia Ceder och Bo")[0]
    assert recusal_problems(BOARD, [], Recused(2, "anmält", "", 4), "Cia") == []


@pytest.mark.parametrize(
    ("text", "person", "found"),
    [
        ("Anna Ask, Bo Bok", "Bo Bok", True), ("bo  bok", "Bo Bok", True), ("Bo Boklund", "Bo Bok", False),
        ("Jumbo Bok", "Bo Bok", False), ("", "Bo Bok", False), ("Bo Bok", " ", False), ("(Bo Bok)", "Bo Bok", True),
    ],
)  # fmt: skip
def test_a_name_is_found_whole_and_only_whole(text, person, found):
    assert prepares(text, person) is found


# --- attendance ------------------------------------------------------------------------------------------------------


def test_every_fault_of_a_list_is_said_at_once():
    rows = [
        Called("Anna", "ordförande"), Called("Bo", "ordförande"), Called("anna", "ledamot"), Called(" ", "ledamot"),
        Called("Dan", "ersättare", False, "Bo"), Called("Elly", "ledamot", True, "Bo"), Called("Fia", "kung"),
    ]  # fmt: skip
    said = attendance_problems(rows)
    for words in ("står två gånger", "båda vara ordförande", "Skriv namnet", "Dan är inte närvarande",
                  "Elly är ledamot", "Två ersättare tjänstgör för Bo", "ingen roll"):  # fmt: skip
        assert any(words in sentence for sentence in said), words


def test_a_place_is_taken_only_from_an_absent_member():
    there = [Called("Anna", "ordförande"), Called("Dan", "ersättare", True, "Anna")]
    assert "är närvarande" in attendance_problems(there)[0]
    assert "ingen plats" in attendance_problems([Called("Dan", "ersättare", True, "Ingen")])[0]
    assert attendance_problems([Called("Anna", "ordförande", False), Called("Dan", "ersättare", True, "Anna")]) == []


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_numbers_follow_on():
    assert following([]) == [1]
    assert following([9, 22, 10], 3) == [23, 24, 25]


def test_a_number_by_hand_is_refused_when_taken_or_odd():
    assert number_problems(12, [9, 10]) == []
    assert "finns redan" in number_problems(9, [9, 10])[0]
    assert "§ 11" in number_problems(9, [9, 10])[0]
    assert number_problems(0, []) and number_problems(-1, []) and number_problems(10_000, [])


# --- the year --------------------------------------------------------------------------------------------------------

BUDGET = Rule("budget", "Budget", 11, 30, "forbundschef")
REPORT = Rule("rapport", "Årsredovisning", 3, 31, "forbundschef", year_offset=1)


def test_what_falls_due_in_a_year_comes_in_order_and_says_which_year_it_is_about():
    found = duties([BUDGET, REPORT], {}, 2024, date(2024, 1, 1))
    assert [(duty.title, duty.about, duty.due) for duty in found] == [
        ("Årsredovisning för 2023", 2023, date(2024, 3, 31)), ("Budget", 2024, date(2024, 11, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2024, 6, 1), DutyState.COMING), (date(2024, 10, 31), DutyState.NOW), (date(2024, 11, 30), DutyState.NOW),
        (date(2024, 12, 1), DutyState.LATE), (date(2026, 12, 1), DutyState.LATE),
    ],
)  # fmt: skip
def test_a_duty_is_coming_then_now_then_late(today, state):
    assert duties([BUDGET], {}, 2024, today)[0].state is state


def test_a_due_date_never_moves_and_a_mark_makes_it_done():
    late = duties([BUDGET], {}, 2024, date(2030, 1, 1))[0]
    done = duties([BUDGET], {("budget", 2024): Done(date(2024, 11, 4), "A")}, 2024, date(2030, 1, 1))[0]
    assert late.due == done.due == date(2024, 11, 30)
    assert done.state is DutyState.DONE
    assert duties([BUDGET], {("budget", 2023): Done(date(2023, 11, 4), "A")}, 2024, date(2030, 1, 1))[0].done is None


def test_a_window_opens_before_it_closes():
    survey = Rule("s", "Enkät", 10, 31, "x", opens=(8, 15))
    assert duties([survey], {}, 2024, date(2024, 8, 14))[0].state is DutyState.COMING
    assert duties([survey], {}, 2024, date(2024, 8, 15))[0].state is DutyState.NOW
    assert duties([Rule("s", "Enkät", 5, 31, "x", opens=(8, 15))], {}, 2024, date(2024, 1, 1))[0].opens is None


def test_a_day_the_month_lacks_becomes_its_last():
    assert on_day(2023, 2, 30) == date(2023, 2, 28)
    assert on_day(2024, 2, 30) == date(2024, 2, 29)


def test_inactive_duties_are_left_out():
    assert duties([Rule("x", "X", 1, 1, "y", active=False)], {}, 2024, date(2024, 1, 1)) == []


def test_the_standard_year_holds_what_the_law_and_custom_ask():
    found = {rule.key: (rule.month, rule.day, rule.year_offset) for rule in STANDARD}
    assert found["budget"] == (11, 30, 0)
    assert found["arsredovisning"] == (3, 31, 1)
    assert found["arsbesked"] == (1, 15, 1)
    assert {"samrad", "tertial1", "tertial2", "indikatorer", "revision", "ansvarsfrihet"} <= set(found)
    assert len(found) == len(STANDARD)
    assert all(rule.owner in ROLES and rule.source and not rule_problems(rule.title, rule.month, rule.day)
               for rule in STANDARD)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "month", "day"), [("", 1, 1), ("X", 13, 1), ("X", None, 1), ("X", 4, 31), ("X", 2, 0)]
)
def test_an_obligation_without_words_or_a_real_day_is_refused(title, month, day):
    assert rule_problems(title, month, day)


# --- the calendar ----------------------------------------------------------------------------------------------------

STAMP = datetime(2024, 5, 1, 12, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_is_written_as_a_whole_day_and_a_moment_in_utc():
    events = [
        CalendarEvent("a", "Budget", date(2024, 11, 30), description="rad 1\nrad 2"),
        CalendarEvent("b", "Möte", datetime(2024, 5, 2, 9, tzinfo=UTC), datetime(2024, 5, 2, 11, tzinfo=UTC), "", "Ån"),
    ]
    lines = unfolded(calendar("Årshjul", events, STAMP))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    wanted = ["DTSTART;VALUE=DATE:20241130", "DTEND;VALUE=DATE:20241201", "DTSTART:20240502T090000Z",
              "DTEND:20240502T110000Z", "DTSTAMP:20240501T120000Z", r"DESCRIPTION:rad 1\nrad 2"]  # fmt: skip
    assert set(wanted) <= set(lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_a_moment_without_zone_is_a_fault():
    with pytest.raises(ValueError, match="zone"):
        calendar("x", [CalendarEvent("a", "b", datetime(2024, 1, 1))], STAMP)  # noqa: DTZ001  # a time without its zone is the fault


def test_signs_that_mean_something_are_escaped():
    assert escaped("a,b;c\\d\r\ne\x00\x07") == "a\\,b\\;c\\\\d\\ne"


@given(st.text(max_size=400))
def test_no_line_is_too_long_and_nothing_is_lost(text):
    pieces = list(folded(escaped(text)))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == escaped(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_written_stays_inside_its_line(name, words):
    text = calendar(name, [CalendarEvent(words, words, date(2024, 1, 1), None, words, words, words)], STAMP)
    lines = unfolded(text)
    assert lines.count("BEGIN:VEVENT") == 1
    assert all(line.partition(":")[0].split(";")[0].isupper() for line in lines if line)
