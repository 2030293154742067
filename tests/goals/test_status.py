"""What status words amount to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.model import StatusClass
from pdsync.goals.placeholders import is_blank, is_placeholder
from pdsync.goals.status import is_status, status_class

DONE, GOING, IDLE = StatusClass.DONE, StatusClass.IN_PROGRESS, StatusClass.NOT_STARTED
HELD, MISSED, LEFT = StatusClass.BLOCKED, StatusClass.NOT_MET, StatusClass.DROPPED


@pytest.mark.parametrize(
    ("words", "amounts_to"),
    [
        ("Done", DONE),
        ("done.", DONE),
        ("DONE ✅", DONE),
        ("Success", DONE),
        ("Goal met!", DONE),
        ("100%", DONE),
        ("5/5", DONE),
        ("completed on 10/12", DONE),
        ("[x]", DONE),
        ("I did it!", DONE),
        ("completed 3/4", GOING),
        ("still in progress", GOING),
        ("WIP", GOING),
        ("in progres", GOING),
        ("60 %", GOING),
        ("Almost there", GOING),
        ("work still in progress, will progress onto week 2", GOING),
        ("not fully finished yet, but a huge step forward", GOING),
        ("I was able to complete half of goal 2", GOING),
        ("not done yet", GOING),
        ("not started", IDLE),
        ("Haven't started", IDLE),
        ("Haven’t begun", IDLE),
        ("to do", IDLE),
        ("Not yet", IDLE),
        ("0%", IDLE),
        ("On Hold", HELD),
        ("blocked by work", HELD),
        ("waiting on replies", HELD),
        ("Failed to be done on time", MISSED),
        ("not met", MISSED),
        ("didn't finish", MISSED),
        ("I didn’t get to it", MISSED),
        ("❌", MISSED),
        ("dropped", LEFT),
        ("no longer relevant", LEFT),
        ("moved to Mod 3", LEFT),
        ("blue", None),
        ("", None),
    ],
)
def test_status_words_amount_to_a_class(words, amounts_to):
    assert status_class(words) is amounts_to


@pytest.mark.parametrize("line", ["Done", "DONE ✅", "On hold", "in progress", "3/4", "[x] Done", "not yet", "✅"])
def test_a_line_of_nothing_but_status_words_is_a_status(line):
    assert is_status(line)


@pytest.mark.parametrize(
    "line", ["Done with the first half of my resume", "Week 1: start", "10 exercises", "", "I met an alum", "x" * 80]
)
def test_a_line_with_other_words_is_none(line):
    assert not is_status(line)


@given(st.text())
def test_any_text_has_a_class_or_none(text):
    assert status_class(text) in {None, *StatusClass}
    assert is_status(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["TBD", "tbd 😊", "N/A", "n.a.", "…", "...", ".", "?", "-", "idk yet", "TBC!", "[your answer here]", "😊", "to do"],
)
def test_what_fills_a_place_is_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Yes", "No", "21st", "3", "Next week", "week 4", "SQL", "是", "نعم"])
def test_a_short_real_answer_is_none(text):
    assert not is_placeholder(text)


def test_a_line_to_write_on_is_blank_and_a_full_stop_is_not():
    assert is_blank("____ ___")
    assert is_blank(" ")
    assert not is_blank(".")
