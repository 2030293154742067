"""Due dates: many answers with their days, what a reading rests on, settings, and properties."""

import json
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

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
        ("By my 1:1 with Dana", "1:1"),
        ("until the career fair is over", "career fair"),
        ("3/5, or by the hackathon if I can", "hackathon"),
    ],
)
def test_an_event_that_the_calendar_lacks_is_collected(text, event):
    assert due(text).unknown_milestone == event


def test_an_event_that_the_calendar_knows_is_not_collected():
    assert due("by demo day").unknown_milestone == ""


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
def test_no_answer_takes_more_than_its_share_of_time(piece):
    """Ten times the text may take ten times as long, with room for a busy machine; never a hundred times."""

    def spent(size):
        text = piece * (size // len(piece))
        begun = time.process_time()
        due(text)
        return time.process_time() - begun

    spent(1_000)
    assert spent(20_000) <= 40 * max(spent(2_000), 0.002)


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
