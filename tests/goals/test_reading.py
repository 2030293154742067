"""Properties of reading: nothing invented, nothing merged, no exception, no waiting."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import patience
from writing import written

from pdsync.goals.dates import Due, DueKind
from pdsync.goals.document import Block, BlockKind, Place, Run, Suggested
from pdsync.goals.model import Section
from pdsync.goals.parsing import explain, form_of, read_goals
from pdsync.goals.report import as_json, as_lines, lines_as_json

PIECES = st.sampled_from(
    [
        "Goal 1",
        "Goal 2: Networking",
        "Specific: learn",
        "Measurable (how?): 3",
        "A: yes",
        "Realistic - sure",
        "Timebound",
        "Status: done",
        "Progress:",
        "[Coach: nice]",
        "Examples:",
        "Last module's goals",
        "1. first",
        "What do you want to accomplish?",
        "TBD",
        "----",
        "",
    ]
)
LINES = PIECES | st.text(max_size=30)
RUNS = st.builds(
    Run,
    LINES,
    bold=st.booleans(),
    struck=st.booleans(),
    suggested=st.none() | st.sampled_from(Suggested),
)
BLOCKS = st.builds(
    Block,
    st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TAB]),
    st.lists(RUNS, max_size=3).map(tuple),
    st.integers(0, 6),
    ordered=st.booleans(),
)
CELLS = st.lists(BLOCKS, max_size=2).map(tuple)
ROWS = st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=4).map(tuple)
DOCS = st.lists(BLOCKS | st.builds(Block, st.just(BlockKind.TABLE), rows=ROWS), max_size=12)


STRUCK = "\u0298"
"""A letter that only struck text has."""


def paragraphs_of(blocks):
    for block in blocks:
        yield block
        for row in block.rows:
            for cell in row:
                yield from paragraphs_of(cell)


def in_order(answer, text):
    """Whether the letters of an answer stand in a text in their order."""
    letters = iter("".join(text.split()))
    return all(letter in letters for letter in "".join(answer.split()))


@settings(max_examples=300, deadline=None)
@given(DOCS)
def test_every_line_of_an_answer_is_made_of_one_paragraphs_words(blocks):
    texts = [block.text for block in paragraphs_of(blocks)]
    reading = read_goals(blocks)
    assert read_goals(blocks) == reading
    for goal in reading.goals:
        for answer in filter(None, [*goal.answers.values(), goal.title, goal.status, goal.unlabelled]):
            assert answer.text.strip()
            assert len(answer.places) >= 1
            for line in answer.text.split("\n"):
                assert any(in_order(line, text) for text in texts)


@settings(max_examples=200, deadline=None)
@given(DOCS, st.randoms(use_true_random=False))
def test_struck_text_is_nobodys_answer(blocks, chance):
    def marked(block):
        runs = tuple(run._replace(text=run.text + STRUCK) if run.struck else run for run in block.runs)
        more = (Run(STRUCK * 3, struck=True),) if chance.random() < 0.3 else ()
        rows = tuple(tuple(tuple(map(marked, cell)) for cell in row) for row in block.rows)
        return block._replace(runs=(*runs, *more), rows=rows)

    for goal in read_goals([marked(block) for block in blocks]).goals:
        for answer in filter(None, [*goal.answers.values(), goal.title, goal.status, goal.unlabelled]):
            assert STRUCK not in answer.text


@given(DOCS)
def test_every_line_is_told_and_a_reading_can_be_given_out(blocks):
    reading = read_goals(blocks)
    lines = explain(blocks)
    assert {line.goal for line in lines if line.goal} <= set(range(1, len(reading.goals) + 1))
    json.dumps(as_json(reading, id="x", title="y"))
    json.dumps(lines_as_json(lines))
    assert len(list(as_lines(lines))) == len(lines)


@given(st.lists(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12), min_size=5, max_size=5))
def test_what_is_written_in_the_clean_form_is_read_back_verbatim(answers):
    labels = [section.capitalize() for section in Section]
    text = "# Goal 1\n" + "\n".join(f"{label}:\n{said} {said}" for label, said in zip(labels, answers, strict=True))
    (goal,) = read_goals(written(text)).goals
    assert [answer.text for answer in goal.answers.values()] == [f"{said} {said}" for said in answers]


def test_two_goals_with_the_same_words_stay_two():
    text = "# Goal {}\nSpecific: Learn SQL\nTimebound: week 4\n"
    assert len(read_goals(written(text.format(1) + text.format(1))).goals) == 2


def test_a_doc_with_text_and_no_goal_says_so_with_its_place():
    reading = read_goals(written("# Hello\n\nThis is about something else altogether, as you can plainly see."))
    assert not reading.goals
    (problem,) = reading.problems
    assert problem.what == "There is text, but no heading of a goal and none of the five prompts."
    assert problem.place is not None


def test_an_answer_that_is_a_picture_is_a_problem_and_not_just_missing():
    reading = read_goals(written("# Goal 1\nSpecific: Learn SQL\nMeasurable: {img}\nRelevant: yes"))
    assert Section.MEASURABLE not in reading.goals[0].answers
    assert [problem.what for problem in reading.problems] == [
        "In goal 1, Measurable holds a picture or a chip without text."
    ]


def test_goals_that_all_stand_under_earlier_goals_are_a_problem():
    reading = read_goals(written("# Last module's goals\n## Goal 1\nSpecific: Learn SQL\nMeasurable: 3"))
    assert not reading.goals
    assert "earlier goals" in reading.problems[0].what


def test_an_empty_doc_and_an_untouched_form_have_neither_goals_nor_problems():
    for text in ("", "# Goal 1\nSpecific:\nMeasurable:\n\n# Goal 2\nSpecific:\nMeasurable:"):
        reading = read_goals(written(text))
        assert not reading.goals
        assert not reading.problems


def test_a_date_chip_keeps_its_day():
    (goal,) = read_goals(written("# Goal 1\nSpecific: Learn SQL\nTimebound: by {date:2026-12-04}")).goals
    assert goal.answers[Section.TIMEBOUND].dates == (date(2026, 12, 4),)


SCHOOL = """
# Plan for {{name}}
Tell us about your quest below.
## Quest 1: a craft
Specific (Name the thing.):
Your words go under this line.
Measurable (Count the thing.):
Timebound (Name the day.):
"""


def test_the_words_of_a_schools_own_form_are_nobodys_answer():
    form = form_of(written(SCHOOL))
    filled = SCHOOL.replace("{{name}}", "Ana").replace("(Count the thing.):", "(Count the thing.): 20 exercises")
    filled = filled.replace("under this line.", "under this line.\nLearn SQL")
    (goal,) = read_goals(written(filled), form).goals
    assert {section.value: answer.text for section, answer in goal.answers.items()} == {
        "specific": "Learn SQL",
        "measurable": "20 exercises",
    }
    assert not read_goals(written(SCHOOL), form).goals


def test_evidence_tells_the_rule_and_the_place():
    block = Block(BlockKind.PARAGRAPH, (Run("Specific: Learn SQL"),), place=Place("t.0", 3, 40, 60, "h.a"))
    found = as_json(read_goals([block]), id="1x", title="Goals", due=lambda goal: Due(DueKind.DATE, date(2026, 12, 4)))
    (goal,) = found["goals"]
    assert goal["specific"] == "Learn SQL"
    assert goal["measurable"] is None
    assert goal["due"] == "2026-12-04"
    assert goal["evidence"]["specific"] == {
        "rule": "“specific” (word, colon)",
        "places": [
            {
                "tab": "t.0",
                "paragraph": 3,
                "start": 40,
                "end": 60,
                "heading": "h.a",
                "link": "https://docs.google.com/document/d/1x/edit?tab=t.0#heading=h.a",
            }
        ],
    }


def test_lines_for_people_cannot_steer_a_terminal():
    lines = list(as_lines(explain(written("# Goal 1\nSpecific: Learn \x1b[31mSQL"))))
    assert [line[:3] for line in lines] == [
        ("goal 1", "heading of a goal", "Goal 1"),
        ("goal 1", "Specific", "Specific: Learn  [31mSQL"),
    ]


def paragraphs(lines):
    return [Block(BlockKind.PARAGRAPH, (Run(line),), place=Place("t", number)) for number, line in enumerate(lines)]


REPEATED = ["a", "(", ")", "[", ":", "-", ".", "_", " ", "1. ", "S: ", "(s) ", "Specific: ", "goal 1 ", "goals - "]
REPEATED += ["what you? ", "status ", "feedback from ", "a-", "a'", "not ", "half - ", "s. ", "time ", "e\u0301", "😊"]


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_no_pattern_goes_over_a_text_again_and_again(piece):
    text = piece * (120_000 // len(piece))
    with patience(20):
        read_goals(paragraphs(["Goal 1", f"Specific: {text}", f"Measurable ({text}):", "Timebound", text, text]))


def test_a_long_doc_is_read_without_recursion():
    answer = "I will read a chapter every day and write down what I have learned about it, and then tell my mentor. "
    goal = ["Goal 1", *(f"{section.capitalize()}: {answer}" for section in Section), "Status: in progress"]
    blocks = paragraphs(goal * 1700)
    assert sum(len(block.text) for block in blocks) > 900_000
    with patience(60):
        assert len(read_goals(blocks).goals) == 1700


def test_the_sample_is_read_as_its_gold_says(shared):
    from pdsync.clients.wire import blocks

    gold = [json.loads(line) for line in (shared / "corpus" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    right = counted = classed = 0
    goals_in_gold = sum(len(doc["goals"]) for doc in gold)
    for doc in gold:
        path = shared / "corpus" / "docs" / f"{doc['id']}.json"
        goals = read_goals(blocks(json.loads(path.read_text(encoding="utf-8")))).goals
        found = [[_plain(goal.answers.get(section)) for section in Section] for goal in goals]
        right += found == [
            [" ".join((goal[section.value] or "").split()) for section in Section] for goal in doc["goals"]
        ]
        counted += min(len(goals), len(doc["goals"])) - abs(len(goals) - len(doc["goals"]))
        classes = [goal.status_class.value if goal.status_class else None for goal in goals]
        classed += sum(one == other["status_norm"] for one, other in zip(classes, doc["goals"], strict=False))
    assert right >= 0.97 * len(gold)
    assert counted >= goals_in_gold - 3
    assert classed >= 0.97 * goals_in_gold


def _plain(answer):
    return " ".join(answer.text.split()) if answer else ""
