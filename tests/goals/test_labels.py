"""Labels of the five sections, in the spellings that people use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.model import Section
from pdsync.goals.reading.inline import labels_inside
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.text import distance, fold

S, M, A, R, T = Section


@pytest.mark.parametrize(
    ("line", "section", "rest"),
    [
        ("Specific: x", S, ": x"),
        ("SPECIFIC – x", S, " – x"),
        ("Specific：x", S, "：x"),
        ("1. Specific: x", S, ": x"),
        ("• Specific: x", S, ": x"),
        ("🎯 Specific: x", S, ": x"),
        ("Ｓｐｅｃｉｆｉｃ: x", S, ": x"),
        ("𝗦𝗽𝗲𝗰𝗶𝗳𝗶𝗰: x", S, ": x"),
        ("S: x", S, " x"),
        ("(S) x", S, " x"),
        ("S) x", S, " x"),
        ("S = x", S, " x"),
        ("S - Specific: x", S, ": x"),
        ("(S)pecific: x", S, ": x"),
        ("S. Smart: x", S, ": x"),
        ("Specific (S): x", S, ": x"),
        ("Specific goal: x", S, ": x"),
        ("Específico: x", S, ": x"),
        ("Measurebale: x", M, ": x"),
        ("How will I measure it: x", M, ": x"),
        ("Metrics: x", M, ": x"),
        ("Actionable: x", A, ": x"),
        ("Achievable/Attainable: x", A, ": x"),
        ("Achievable & Realistic: x", A, ": x"),
        ("Relevence: x", R, ": x"),
        ("Why is it relevant? x", R, " x"),
        ("Time-bond: x", T, ": x"),
        ("Tiembound (x)", T, " (x)"),
        ("Time frame - x", T, " - x"),
        ("Due date: x", T, ": x"),
        ("By when: x", T, ": x"),
    ],
)
def test_a_label_is_recognised_and_its_answer_begins_behind_it(line, section, rest):
    label = label_at_start(fold(line), 0)
    assert label is not None
    assert label.sections[0] is section
    assert line[label.end :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "To be more specific: I mean the joins",
        "It's realistic and time-bound so I think it's achievable.",
        "I plan to learn SQL",
        "A lot of work: yes",
        "Relevant experience matters to them",
        "Timing is everything in this job",
        "Special: x",
        "Available: Mondays",
        "At the gym - go",
        "",
        "🎯",
    ],
)
def test_a_sentence_with_such_a_word_is_no_label(line):
    label = label_at_start(fold(line), 0)
    assert label is None or label.worth <= 0


def test_realistic_may_stand_for_either_section():
    assert label_at_start("realistic: x", 0).sections == (A, R)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Specific: a. Measurable: b. Achievable: c", ["specific", "measurable", "achievable"]),
        ("S: a, M: b, A: c, R: d, T: e", list("smart")),
        ("Specific: a Measurable: b", ["specific", "measurable"]),
        ("Specific: a (b: c) - to be more specific: d", []),
        ("Specific: Messages sent: 4. Calls done: 1", []),
    ],
)
def test_labels_in_the_middle_of_a_line_count_in_company(line, words):
    plain = fold(line)
    assert [label.word for label in labels_inside(plain, line, label_at_start(plain, 0))] == words


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60))
def test_a_label_lies_inside_its_line(text):
    label = label_at_start(fold(text), len(text) // 2)
    assert label is None or 0 <= label.start <= label.end <= len(text)


WORDS = st.text(alphabet="abcde", max_size=7)


@given(WORDS, WORDS, WORDS)
def test_the_distance_of_words_is_one(one, other, third):
    far = 20
    assert distance(one, one, far) == 0
    assert distance(one, other, far) == distance(other, one, far)
    assert (distance(one, other, far) == 0) == (one == other)
    assert distance(one, other, 2) == min(distance(one, other, far), 3)
    assert abs(len(one) - len(third)) <= distance(one, third, far) <= max(len(one), len(third))
