"""Who needs a word: each kind of flag with when it is raised and when it is not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.calendar import Calendar
from pdsync.goals.cohort import Cohort, CsvRoster, Expected, FlagSettings
from pdsync.goals.dates import Due, DueKind
from pdsync.goals.flags import FLAGS, KINDS, flags_for
from pdsync.goals.model import (
    Case,
    Entry,
    GoalDoc,
    Problem,
    Section,
    StaffColumns,
    Standing,
    StatusClass,
    Student,
)

TODAY = date(2026, 12, 7)
FRIDAY = date(2026, 12, 18)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
CALENDAR = Calendar.from_mapping({"module": {"start": "2026-11-23", "end": "2027-01-15", "weeks": 6}})
COHORT = Cohort(name="2611", key="2611", calendar=CALENDAR, roster=CsvRoster(path=None))
SAM = Student("7", "Samantha O'Brien", "sam@school.example", preferred_name="Sam")
DOC = GoalDoc("d1", "7", "Sam", "1", NOW, NOW, link="https://docs/d1", shared_with=("sam@school.example",))
ANSWERS = {section: f"my {section} answer" for section in Section}
DUE = Due(DueKind.DATE, date=FRIDAY)


def goal(number=1, *, due=DUE, without=(), says="my timebound answer", **more):
    answers = {section: text for section, text in ANSWERS.items() if section not in without}
    if Section.TIMEBOUND in answers:
        answers[Section.TIMEBOUND] = says
    return Entry(number, f"Goal {number}", answers, due=due, **more)


def case(*entries, **more):
    return Case(**{"student": SAM, "doc": DOC, "entries": entries, "edited": TODAY, **more})


TWO = (goal(1), goal(2))


def raised(one, *, today=TODAY, cohort=COHORT):
    return [(flag.kind, flag.goal, flag.reason) for flag in flags_for(one, cohort, today=today)]


def kinds(one, **more):
    return [kind for kind, _, _ in raised(one, **more)]


def test_two_whole_goals_in_time_need_no_word():
    assert raised(case(*TWO)) == []


def with_doc(**changes):
    fields = {name: getattr(DOC, name) for name in DOC.__slots__}
    return GoalDoc(**{**fields, **changes})


CASES = {
    "no Doc": (case(doc=None), "no-doc", None, "has no goal Doc yet"),
    "not shared": (
        case(*TWO, doc=with_doc(shared_with=("staff@school.example",))),
        "no-doc",
        None,
        "the Doc is not shared with sam@school.example yet",
    ),
    "in the bin": (case(*TWO, doc=with_doc(trashed=True)), "doc-lost", None, "the Doc is in the bin"),
    "moved out": (
        case(*TWO, lost="it was moved out of the folder"),
        "doc-lost",
        None,
        "the Doc cannot be read: it was moved out of the folder",
    ),
    "no access": (
        case(doc=None, lost="it is no longer shared"),
        "doc-lost",
        None,
        "the Doc cannot be read: it is no longer shared",
    ),
    "two Docs": (
        case(*TWO, others=(with_doc(id="d2"),)),
        "duplicate-doc",
        None,
        "has 2 goal Docs; only the linked one is read",
    ),
    "by link": (
        case(*TWO, doc=with_doc(link_shared=True)),
        "shared-too-widely",
        None,
        "anyone with the link can open the Doc",
    ),
    "untouched": (case(), "not-started", None, "nothing is written yet"),
    "one goal": (case(goal()), "missing-goal", None, "1 of 2 goals is written"),
    "two sections open": (
        case(goal(1), goal(2, without=(Section.MEASURABLE, Section.RELEVANT))),
        "incomplete",
        2,
        "goal 2 has no answer yet for Measurable and Relevant",
    ),
    "a placeholder": (
        case(goal(1, placeholders=(Section.SPECIFIC,)), goal(2)),
        "incomplete",
        1,
        "goal 1 has no answer yet for Specific",
    ),
    "nothing readable": (
        case(problems=(Problem("a table without words"),)),
        "unreadable",
        None,
        "there is text, but no goal could be read from it: a table without words",
    ),
    "a part unreadable": (
        case(*TWO, problems=(Problem("a table without words"),)),
        "unreadable",
        None,
        "part of the Doc could not be read: a table without words",
    ),
    "no prompts": (
        case(goal(1), Entry(2, "", {}, unlabelled="I will network")),
        "unreadable",
        2,
        "goal 2 is written without the five prompts, so its sections cannot be told apart",
    ),
    "no day": (
        case(goal(1, due=Due(DueKind.NONE), says="when I feel ready"), goal(2)),
        "no-due-date",
        1,
        "goal 1 names no day in Timebound: “when I feel ready”",
    ),
    "no end": (
        case(goal(1, due=Due(DueKind.ONGOING)), goal(2)),
        "no-due-date",
        1,
        "goal 1 goes on without an end: “my timebound answer”",
    ),
    "two readings": (
        case(
            goal(1, due=Due(DueKind.AMBIGUOUS, alternatives=(date(2027, 3, 4), date(2027, 4, 3))), says="3/4"),
            goal(2),
        ),
        "ambiguous-date",
        1,
        "goal 1: “3/4” may mean Thursday 4 March 2027 or Saturday 3 April 2027",
    ),
    "soon": (
        case(goal(1, due=Due(DueKind.DATE, date=date(2026, 12, 14))), goal(2)),
        "due-soon",
        1,
        "goal 1 is due on Monday 14 December 2026",
    ),
    "today": (case(goal(1, due=Due(DueKind.DATE, date=TODAY)), goal(2)), "due-soon", 1, "goal 1 is due today"),
    "over": (
        case(goal(1, due=Due(DueKind.DATE, date=date(2026, 12, 6)), status="half way"), goal(2)),
        "overdue",
        1,
        "goal 1 was due on Sunday 6 December 2026; its status is “half way”",
    ),
    "over, not surely": (
        case(goal(1, due=Due(DueKind.DATE, date=date(2026, 12, 6), confidence=0.79)), goal(2)),
        "ambiguous-date",
        1,
        "goal 1: please check the date; “my timebound answer” was read as Sunday 6 December 2026",
    ),
    "after the module": (
        case(goal(1, due=Due(DueKind.DATE, date=date(2027, 1, 16))), goal(2)),
        "after-module-end",
        1,
        "goal 1 is due on Saturday 16 January 2027, after the module ends",
    ),
    "long untouched": (
        case(*TWO, edited=TODAY - timedelta(days=14)),
        "stale",
        None,
        "no change since Monday 23 November 2026",
    ),
}


@pytest.mark.parametrize(("one", "kind", "number", "reason"), CASES.values(), ids=CASES)
def test_a_flag_says_what_and_where_in_neutral_words(one, kind, number, reason):
    assert raised(one) == [(kind, number, reason)]


def test_the_docs_list_every_flag_as_the_table_has_it():
    page = (Path(__file__).parents[2] / "docs" / "flags.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    told = [row.rsplit(" | ", 1)[0] for row in rows]
    assert told == [f"| `{rule.kind}` | {rule.meaning} | {rule.example}" for rule in FLAGS]


def test_every_kind_is_shown_above():
    assert {kind for _, kind, _, _ in CASES.values()} == set(KINDS)


@pytest.mark.parametrize("rule", FLAGS, ids=KINDS)
def test_the_tables_example_is_a_reason_that_is_really_given(rule):
    assert rule.example in {reason for _, kind, _, reason in CASES.values() if kind == rule.kind}
    assert rule.meaning.endswith(".")


@pytest.mark.parametrize("standing", [Standing.EXCUSED, Standing.DEFERRED, Standing.WITHDRAWN])
@pytest.mark.parametrize("one", [value[0] for value in CASES.values()], ids=CASES)
def test_who_is_excused_deferred_or_withdrawn_has_no_flags(one, standing):
    away = Student("7", "Sam", "sam@school.example", standing=standing)
    fields = {name: getattr(one, name) for name in one.__slots__}
    assert raised(Case(**{**fields, "student": away})) == []


@pytest.mark.parametrize(("day", "held"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
def test_an_excuse_holds_everything_back_until_its_day_has_passed(day, held):
    assert (raised(case(doc=None, staff=StaffColumns(excused_until=day))) == []) is held


def test_an_extension_counts_in_place_of_an_earlier_due_date():
    late = goal(1, due=Due(DueKind.DATE, date=date(2026, 12, 1)))
    until = StaffColumns(extended_to=date(2026, 12, 10))
    assert kinds(case(late, goal(2)), today=TODAY) == ["overdue"]
    assert kinds(case(late, goal(2), staff=until)) == ["due-soon"]
    passed = raised(case(late, staff=until), today=date(2026, 12, 11))
    assert passed[1][2] == "goal 1 was due on Thursday 10 December 2026; it has no status"


def test_an_extension_leaves_what_only_staff_can_mend():
    until = StaffColumns(extended_to=date(2026, 12, 10))
    assert kinds(case(staff=until)) == []
    assert kinds(case(doc=None, staff=until)) == ["no-doc"]


@pytest.mark.parametrize("status", [StatusClass.DONE, StatusClass.DROPPED])
def test_a_goal_that_is_done_is_asked_nothing(status):
    old = Due(DueKind.DATE, date=date(2026, 11, 1))
    done = goal(1, due=old, without=(Section.RELEVANT,), status_class=status)
    assert kinds(case(done, goal(2, due=old, status_class=status), edited=date(2026, 11, 1))) == []


@pytest.mark.parametrize("status", [None, StatusClass.IN_PROGRESS, StatusClass.BLOCKED, StatusClass.NOT_MET])
def test_a_goal_that_is_not_done_is_overdue_from_the_day_after(status):
    one = case(goal(1, status_class=status), goal(2, status_class=status))
    assert "overdue" not in kinds(one, today=FRIDAY)
    assert kinds(one, today=FRIDAY + timedelta(days=1)).count("overdue") == 2


def test_a_weak_date_far_off_is_not_asked_about():
    assert kinds(case(goal(1, due=Due(DueKind.DATE, date=FRIDAY, confidence=0.5)), goal(2))) == []


def test_kinds_that_are_switched_off_and_days_that_are_set():
    cohort = Cohort(
        "2611", "2611", CALENDAR, CsvRoster(path=None), flags=FlagSettings(30, 3, frozenset({"missing-goal"}))
    )
    one = case(goal(1), edited=TODAY - timedelta(days=3))
    assert kinds(one, cohort=cohort) == ["due-soon", "stale"]


def test_a_cohort_that_asks_for_less_is_content_with_less():
    cohort = Cohort("2611", "2611", CALENDAR, CsvRoster(path=None), expected=Expected(1, (Section.SPECIFIC,)))
    assert kinds(case(goal(1, without=set(Section) - {Section.SPECIFIC})), cohort=cohort) == []


def test_flags_come_in_the_tables_order_and_link_to_the_goal():
    late = goal(
        2, due=Due(DueKind.DATE, date=date(2026, 12, 1)), without=(Section.SPECIFIC,), link="https://docs/d1#h2"
    )
    found = flags_for(case(late, doc=with_doc(link_shared=True)), COHORT, today=TODAY)
    assert [flag.kind for flag in found] == ["shared-too-widely", "missing-goal", "incomplete", "overdue"]
    assert [flag.link for flag in found] == [
        "https://docs/d1",
        "https://docs/d1",
        "https://docs/d1#h2",
        "https://docs/d1#h2",
    ]


@given(
    due=st.dates(date(2026, 11, 1), date(2027, 3, 1)),
    today=st.dates(date(2026, 11, 1), date(2027, 3, 1)),
    confidence=st.floats(0, 1),
    status=st.sampled_from([None, *StatusClass]),
)
def test_overdue_means_a_sure_date_that_has_passed_and_a_goal_not_done(due, today, confidence, status):
    one = case(goal(1, due=Due(DueKind.DATE, date=due, confidence=confidence), status_class=status), goal(2, due=None))
    over = ("overdue", 1) in [(kind, number) for kind, number, _ in raised(one, today=today)]
    assert over == (today > due and confidence >= 0.8 and status not in (StatusClass.DONE, StatusClass.DROPPED))
