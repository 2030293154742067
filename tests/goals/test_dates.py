"""Due dates: many answers with their days, what a reading rests on, settings, and properties."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import patience

from pdsync.goals.calendar import Calendar
from pdsync.goals.dates import DueKind, read_due

HERE = Path(__file__).parent
PAGES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*dates.yaml"))]
ANSWERS = [
    pytest.param(part["calendar"], part["written"], text, meant, id=f"{part['calendar']}: {text}")
    for page in PAGES
    for part in page["answers"]
    for text, meant in part["means"].items()
]
CALENDARS = {name: Calendar.from_mapping(mapping) for page in PAGES for name, mapping in page["calendars"].items()}
US, UK = CALENDARS["us"], CALENDARS["uk"]
WRITTEN = date(2027, 2, 3)


def due(text, calendar=US, written=WRITTEN, chips=()):
    return read_due(text, written=written, calendar=calendar, chips=chips)


def with_setting(**more):
    page = next(page for page in PAGES if "us" in page["calendars"])
    return Calendar.from_mapping({**page["calendars"]["us"], **more})


@pytest.mark.parametrize(("calendar", "written", "text", "meant"), ANSWERS)
def test_an_answer_comes_to_its_day_or_its_kind(calendar, written, text, meant):
    found = due(text, CALENDARS[calendar], date.fromisoformat(written))
    assert (found.date.isoformat() if found.date else found.kind.value) == meant
    assert (found.kind is DueKind.DATE) == (found.date is not None)


FRAMES = [
    "I plan to be done {}",
    "I want to have this finished {}",
    "I will achieve this goal {}",
    "I hope to accomplish this {}",
    "My goal is to complete this {}",
    "I would like to have this done {}",
    "I think I can get this done {}",
    "Hopefully {}",
    "Ideally {}",
    "I am going to finish {}",
    "Timebound: {}",
    "I will do this {}",
    "Done {}",
    "I plan on completing it {}",
    "This will be done {}",
    "I aim to finish this {}",
    "Realistically {}",
    "I want to get there {}",
    "I should be able to do it {}",
    "To be completed {}",
    "Complete {}",
    "I'm hoping to finish {}",
    "I plan to achieve this {}",
    "I can do this {}",
]
"""Ways in which an answer leads up to its date."""
TAILS = [
    " so I can focus on my project.",
    " because demo day is coming up.",
    " since the job search starts after graduation.",
    ", which leaves me time to prepare for finals.",
    " I will check in with my mentor every Friday.",
    " I started on 1/29.",
    ", and I think that is realistic.",
    " I will work on it 2 hours a week.",
    " with a check-in on Monday.",
    " My mentor will review it.",
    " (if all goes well)",
    " at the latest.",
    ", hopefully sooner.",
    " I will spend 30 minutes a day on it.",
    " so that I have the weekend off.",
    " and keep practicing after that.",
    " It should take about 10 hours.",
    " in order to be ready for mod 3.",
    " I am 90% sure.",
    " That gives me enough time.",
    " I will use the Pomodoro technique (25/5).",
    " Then I will reassess.",
    " My group meets on Tuesdays.",
    " Wish me luck!",
]
"""What follows a date and is not it."""


@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_said_around_a_date_does_not_move_it(frame):
    for said in (
        "by the end of week 4",
        "by 3/5",
        "in two weeks",
        "before demo day",
        "by next Friday",
        "over intermission",
    ):
        meant = due(said).date
        for tail in TAILS:
            sentence = tail if tail[1].islower() or tail[0] != " " else f".{tail}"
            assert due(frame.format(said) + sentence).date == meant, sentence


LATER = [
    "Start {A}, done by {B}",
    "Start: {A}\nEnd: {B}",
    "Start date: {A}; end date: {B}",
    "I will start on {A} and finish by {B}",
    "Starting {A}, finishing {B}",
    "Begin {A} and complete by {B}",
    "I want to start by {A} and be done by {B}",
    "kick off {A}, wrap up by {B}",
    "Originally {A}, now {B}",
    "I said {A} but I need until {B}",
    "Was {A}, moved to {B}",
    "pushed from {A} to {B}",
    "Not {A} but {B}",
    "not by {A}, by {B}",
    "{A} is too soon, so {B}",
    "{A} isn't realistic, {B} is",
    "by {A}... no wait, by {B}",
    "changed from {A} to {B}",
    "~{A}~ edit: {B}",
    "Ideally by {A}, no later than {B}",
    "Ideally {A} but {B} at the latest",
    "hopefully by {A}, definitely by {B}",
    "by {A} if all goes well, otherwise by {B}",
    "by {A}, or by {B} if I get stuck",
    "stretch goal: {A}, realistic: {B}",
    "best case {A}, worst case {B}",
    "I am shooting for {A} but the deadline is {B}",
    "due {B} but I want to finish by {A}",
    "The deadline is {B}, I will try for {A}",
    "aiming for {A}, hard deadline {B}",
    "{A} at the earliest, {B} at the latest",
    "no later than {B}, hopefully {A}",
    "First draft by {A}, final draft by {B}",
    "draft {A}, final {B}",
    "rough draft by {A}, finished by {B}",
    "check in on {A}, done by {B}",
    "check-in {A}, complete by {B}",
    "Review with my mentor on {A}, finished by {B}",
    "I will get feedback on {A} and finish by {B}",
    "Half done by {A}, all done by {B}",
    "50% by {A}, 100% by {B}",
    "outline by {A} and submit by {B}",
    "Research by {A}, apply by {B}",
    "{A}: research\n{B}: apply",
    "- Research: {A}\n- Apply: {B}",
    "1. Research by {A}\n2. Apply by {B}",
    "one by {A}, the other by {B}",
    "by {A} the first one and by {B} the second one",
    "Set up the meetings by {A} and have them by {B}",
    "3 problems by {A} and 6 by {B}",
    "between {A} and {B}",
    "from {A} to {B}",
    "from {A} until {B}",
    "{A} - {B}",
    "{A} through {B}",
    "{A} to {B}",
    "sometime between {A} and {B}",
    "either {A} or {B}",
    "{A} or {B}",
    "by {A} or {B}",
    "every Monday from {A} to {B}",
    "weekly from {A} until {B}",
    "2 hours a week starting {A} until {B}",
]
"""Answers of two dates: the later one, or the only one that stands, is due."""
EARLIER = [
    "by {A} so that I have time before {B}",
    "by {A} because {B} is coming up",
    "by {A} since I will be busy until {B}",
    "by {A}, which leaves time until {B}",
    "by {A}. After that I will keep practicing until I feel ready",
    "done by {A}, then I will reassess in mod 3",
    "by {A} in order to be ready for {B}",
    "by {A} as {B} is the deadline of my project",
    "I need to be done by {A} because my project is due {B}",
    "by {A} so I can present on {B}",
    "by {A} to have time to prepare for {B}",
]
"""Answers of two dates: the second is only a reason, or comes after the goal."""
FIRST = {"2/12": date(2027, 2, 12), "Friday of week 2": date(2027, 2, 12), "midmod": date(2027, 2, 19)}
SECOND = {"3/5": date(2027, 3, 5), "the end of week 5": date(2027, 3, 5), "demo day": date(2027, 3, 11)}


@pytest.mark.parametrize("said", LATER)
def test_of_two_dates_the_one_that_closes_the_goal_is_due(said):
    for first in FIRST:
        for second, meant in SECOND.items():
            answer = said.format(A=first, B=second)
            assert due(answer).date == meant, answer


@pytest.mark.parametrize("said", EARLIER)
def test_a_reason_is_not_due(said):
    for first, meant in FIRST.items():
        for second in SECOND:
            answer = said.format(A=first, B=second)
            assert due(answer).date == meant, answer


def test_a_reading_has_its_words_its_reason_and_how_sure_it_is():
    found = due("I hope to be done by Friday of week 4, if all goes well")
    assert found.words is not None
    assert found.words.text == "by Friday of week 4"
    assert found.why == "Friday of week 4 = Friday 26 February"
    assert found.confidence >= 0.9
    assert found.alternatives == ()


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("by March", ["2027-03-31"]),
        ("by week 4", ["2027-02-22"]),
        ("before demo day", ["2027-03-11"]),
        ("next Friday", ["2027-02-05"]),
        ("3-4 weeks", ["2027-02-24"]),
        ("Friday or Saturday", ["2027-02-05"]),
        ("Ideally Feb 12, no later than Feb 19", ["2027-02-12"]),
        ("2/30", ["2027-02-28", "2027-03-01"]),
    ],
)
def test_other_readings_are_kept(text, others):
    assert [day.isoformat() for day in due(text).alternatives] == others


@pytest.mark.parametrize("text", ["by March", "by intermission", "Tuesday Feb 10", "by next mod", "next weekend"])
def test_a_contested_reading_is_never_asserted(text):
    found = due(text)
    assert found.date is not None
    assert found.confidence < 0.8
    assert found.alternatives


SETTINGS = [
    ("by_period", "end", "by March", "2027-03-31"),
    ("by_period", "start", "by March", "2027-03-01"),
    ("before", "inclusive", "before demo day", "2027-03-11"),
    ("before", "exclusive", "before demo day", "2027-03-10"),
    ("next_weekday", "coming", "next Friday", "2027-02-05"),
    ("next_weekday", "next_week", "next Friday", "2027-02-12"),
    ("same_weekday", "today", "Wednesday", "2027-02-03"),
    ("same_weekday", "next_week", "Wednesday", "2027-02-10"),
    ("week_ends", "SUN", "end of week 4", "2027-02-28"),
    ("day_first", True, "3/4", "2027-04-03"),
    ("day_first", False, "3/4", "2027-03-04"),
]


@pytest.mark.parametrize(
    ("key", "value", "text", "day"), SETTINGS, ids=[f"{key}={value}" for key, value, *_ in SETTINGS]
)
def test_a_contested_convention_is_a_setting(key, value, text, day):
    assert due(text, with_setting(**{key: value})).date == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("before spring break", "spring break"),
        ("by the hackathon", "hackathon"),
        ("by the second project", "second project"),
        ("until the career fair is over", "career fair"),
        ("3/5, or by the hackathon if I can", "hackathon"),
    ],
)
def test_an_event_that_the_calendar_lacks_is_collected(text, event):
    assert due(text).unknown_milestone == event


@pytest.mark.parametrize(
    "text", ["by demo day", "By my 1:1 with Dana", "before my interview", "by my birthday", "asap"]
)
def test_what_the_calendar_knows_and_what_is_somebodys_own_is_not_collected(text):
    assert due(text).unknown_milestone == ""


def test_a_date_chip_wins_over_the_words():
    chip = date(2027, 2, 19)
    assert due("by the end of the mod", chips=(chip,)).date == chip
    both = due("Feb 12 or Feb 19", chips=(chip, date(2027, 2, 12)))
    assert (both.date, both.alternatives) == (chip, (date(2027, 2, 12),))


PIECES = st.sampled_from(
    re.split(
        " ",
        "by before until after on in the a end of start middle week 4 mod 3 Friday next this 2 weeks from to - / 3/5 12 "
        "Feb 30 due not no later than at latest because so that was now every daily 1:1 graduation demo day ( ) , . ; \n "
        "24/7 W4D5 Q1 first last 2nd of may sun EOM 2027 99999999999999999999 couple few half and or if done started",
    )
)
SENTENCES = st.lists(PIECES | st.text(max_size=6), max_size=24).map(" ".join)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=300, deadline=None)
@given(SENTENCES, DAYS, st.sampled_from([US, UK]))
def test_any_answer_on_any_day_is_read_and_its_words_are_its_own(text, written, calendar):
    found = read_due(text, written=written, calendar=calendar)
    assert read_due(text, written=written, calendar=calendar) == found
    assert 0 <= found.confidence <= 1
    assert (found.kind is DueKind.DATE) == (found.date is not None)
    assert found.date not in found.alternatives
    assert found.why
    if found.words is not None:
        assert found.words.text == text[found.words.start : found.words.end]
        assert found.words.text.strip()


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 300))
def test_a_day_written_out_is_that_day(written, ahead):
    day = written + timedelta(days=ahead)
    for text in (f"{day:%B} {day.day}, {day.year}", day.isoformat(), f"by {day.day} {day:%b} {day.year}"):
        assert read_due(text, written=written, calendar=US).date == day


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 60))
def test_so_many_days_or_weeks_from_now(written, count):
    assert read_due(f"in {count} days", written=written, calendar=US).date == written + timedelta(days=count)
    assert read_due(f"{count} weeks from today", written=written, calendar=US).date == written + timedelta(weeks=count)


REPEATED = [
    "end of ",
    "the ",
    "next ",
    "2 weeks before ",
    "1/",
    "every ",
    "by the ",
    "week ",
    "a few ",
    "first ",
    "mon, ",
]
REPEATED += ["until ", "not ", "week 1 to ", "half ", "3 days after ", "( ", "may ", "12 ", "so ", "because by Friday "]
REPEATED += ["Feb. ", "- ", "1:", "'s", "or ", "é", "\n", "by Friday so I have to by Friday ", "between 1 and "]


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_no_answer_is_gone_over_again_and_again(piece):
    with patience(10):
        due(piece * (40_000 // len(piece)))


def test_the_samples_due_dates_are_right_and_what_is_asserted_is_nearly_always(shared):
    rows = [json.loads(line) for line in (shared / "corpus" / "dates.jsonl").read_text(encoding="utf-8").splitlines()]
    right = asserted = asserted_right = dates_where_none_is = 0
    for row in rows:
        calendar = Calendar.from_mapping(row["calendar"])
        found = read_due(row["text"], written=date.fromisoformat(row["anchor"]), calendar=calendar)
        day = found.date.isoformat() if found.date else None
        good = found.kind.value == row["expect"]["kind"] and day == row["expect"]["due"]
        right += good
        dates_where_none_is += found.date is not None and row["expect"]["kind"] in ("none", "ongoing")
        if found.date is not None and found.confidence >= 0.8:
            asserted += 1
            asserted_right += good
    assert right >= 0.98 * len(rows)
    assert asserted_right >= 0.99 * asserted
    assert dates_where_none_is == 0
