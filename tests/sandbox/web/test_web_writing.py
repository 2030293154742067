"""What is typed on a Doc's page becomes the smallest edit of the Doc, and never overwrites somebody else's."""

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.docs import batch, codec
from pdsync.sandbox.docs.blank import blank
from pdsync.sandbox.docs.draft import Draft
from pdsync.sandbox.docs.model import units
from pdsync.sandbox.web.document.differences import Splice, splices
from pdsync.sandbox.web.document.editing import Clash, Edit, Written, rewritten
from pdsync.sandbox.web.document.stretches import changed, marks, stretches, unchanged

TEXT = st.text(st.sampled_from("ab é😀👩‍🎓\v.,"), max_size=12)


class Paper:
    """A Doc on the bench: requests go straight to the engine."""

    def __init__(self, *requests):
        self.content, self.revision = blank(), 1
        self.ids = count(100_000_000_000)
        self.do(*requests)

    def do(self, *requests):
        if requests:
            draft = Draft(self.content, lambda: str(next(self.ids)), datetime(2026, 11, 24, tzinfo=UTC))
            batch.apply(draft, list(requests))
            self.content, self.revision = draft.content, self.revision + 1

    def insert(self, index, text):
        self.do({"insertText": {"location": {"index": index}, "text": text}})

    @property
    def answer(self):
        return {**codec.write(self.content), "documentId": "D", "revisionId": str(self.revision)}

    @property
    def body(self):
        return self.answer["tabs"][0]["documentTab"]["body"]["content"]

    @property
    def lines(self):
        found = [block["paragraph"]["elements"] for block in self.body if "paragraph" in block]
        return ["".join(each.get("textRun", {}).get("content", "￼") for each in line)[:-1] for line in found]

    def form(self, index, *typed):
        """What a form says that was opened now."""
        return Written("t.0", "", index, str(marks(self.body)[index]), str(self.revision), typed)

    def write(self, form):
        edit = rewritten(self.answer, form)
        if isinstance(edit, Edit):
            self.do(*edit.requests)
        return edit


def bold(start, end):
    return {
        "updateTextStyle": {
            "range": {"startIndex": start, "endIndex": end}, "textStyle": {"bold": True}, "fields": "bold",
        }
    }  # fmt: skip


def date(index):
    return {
        "insertDate": {"location": {"index": index}, "dateElementProperties": {"timestamp": "2026-12-18T00:00:00Z"}}
    }


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT)
def test_the_splices_make_the_new_text_of_the_old(old, new):
    encoded = old.encode("utf-16-le")
    for splice in splices(old, new):
        start, end = 2 * splice.at, 2 * (splice.at + splice.removed)
        encoded = encoded[:start] + splice.inserted.encode("utf-16-le") + encoded[end:]
    assert encoded.decode("utf-16-le") == new


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "answer", [Splice(0, 0, "answer")]),
        ("answer", "answer", []),
        ("one two three", "one 2 three", [Splice(4, 3, "2")]),
        ("😀 two three four", "😀 2 three 4", [Splice(13, 4, "4"), Splice(3, 3, "2")]),
        ("same", "", [Splice(0, 4, "")]),
    ],
    ids=["new", "nothing", "one word", "two words behind an emoji", "all gone"],
)
def test_only_what_changed_is_sent(old, new, found):
    assert splices(old, new) == found


def test_long_texts_are_compared_in_reasonable_time():
    old, new = "word " * 9000, "other " * 9000
    assert sum(each.removed for each in splices(old, new)) <= units(old)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_the_paragraph_reads_as_typed_and_its_neighbours_stay(old, new):
    paper = Paper()
    paper.insert(1, f"before\n{old}\nafter")
    paper.write(paper.form(8, new))
    assert paper.lines == ["before", new, "after"]


def test_a_new_line_in_the_field_is_a_new_paragraph_and_an_old_break_stays_a_break():
    paper = Paper()
    paper.insert(1, "one\vtwo")
    paper.write(paper.form(1, "one\ntwo\nthree"))
    assert paper.lines == ["one\vtwo", "three"]


def test_styles_of_the_words_that_stay_stay():
    paper = Paper()
    paper.insert(1, "I walk slowly home")
    paper.do(bold(8, 14))
    paper.write(paper.form(1, "You walk slowly to school"))
    runs = paper.body[1]["paragraph"]["elements"]
    shown = [(each["textRun"]["content"], each["textRun"]["textStyle"].get("bold", False)) for each in runs]
    assert shown == [("You walk ", False), ("slowly", True), (" to school\n", False)]


def test_a_word_that_replaces_a_bold_one_is_bold():
    paper = Paper()
    paper.insert(1, "I walk home")
    paper.do(bold(3, 7))
    paper.write(paper.form(1, "I run home"))
    assert paper.body[1]["paragraph"]["elements"][1]["textRun"] == {"content": "run", "textStyle": {"bold": True}}


def test_a_chip_stays_while_the_text_around_it_is_rewritten():
    paper = Paper()
    paper.insert(1, "Due: , or so")
    paper.do(date(6))
    assert [each.text for each in stretches(paper.body[1]["paragraph"], 1)] == ["Due: ", ", or so"]
    paper.write(paper.form(1, "By 😀 ", " at noon"))
    assert paper.lines == ["By 😀 ￼ at noon"]


def test_who_typed_nothing_new_sends_nothing():
    paper = Paper()
    paper.insert(1, "same")
    assert rewritten(paper.answer, paper.form(1, "same")) == Edit([], 1)


def test_an_edit_elsewhere_does_not_disturb():
    paper = Paper()
    paper.insert(1, "Specific\n\nMeasurable\n")
    form = paper.form(10, "mine")
    paper.insert(1, "A new first line\n")
    assert isinstance(paper.write(form), Edit)
    assert paper.lines == ["A new first line", "Specific", "mine", "Measurable", ""]


def test_an_edit_of_the_same_paragraph_is_a_clash_that_says_what_it_reads_now():
    paper = Paper()
    paper.insert(1, "Specific\n\nMeasurable")
    form = paper.form(10, "mine")
    paper.insert(10, "theirs")
    paper.insert(1, "First\n")
    assert paper.write(form) == Clash(16, "theirs")
    assert paper.lines == ["First", "Specific", "theirs", "Measurable"]


def test_the_second_of_two_like_paragraphs_is_told_from_the_first():
    paper = Paper()
    paper.insert(1, "Prompt\n\nPrompt\n")
    form = paper.form(16, "second")
    paper.insert(1, "x\n")
    paper.write(form)
    assert paper.lines == ["x", "Prompt", "", "Prompt", "second"]


def test_what_cannot_be_told_apart_any_more_is_a_clash_without_a_guess():
    paper = Paper()
    paper.insert(1, "Prompt\n\nPrompt\n")
    form = paper.form(16, "second")
    paper.insert(1, "Prompt\n\n")
    assert paper.write(form) == Clash()


def test_a_paragraph_that_got_a_chip_meanwhile_is_a_clash():
    paper = Paper()
    paper.insert(1, "Prompt\nold")
    form = paper.form(8, "new")
    paper.do(date(8))
    assert paper.write(form) == Clash(8, "￼old")


@pytest.mark.parametrize("index", [-1, 0, 2, 3, 999])
def test_a_form_for_a_place_where_no_paragraph_begins_is_a_clash(index):
    paper = Paper()
    paper.insert(1, "words")
    assert paper.write(Written("t.0", "", index, "", str(paper.revision), ("x",))) == Clash()


def test_a_paragraph_in_a_cell_is_written_like_any_other():
    paper = Paper()
    paper.do({"insertTable": {"rows": 1, "columns": 2, "location": {"index": 1}}})
    index = paper.body[2]["table"]["tableRows"][0]["tableCells"][1]["content"][0]["startIndex"]
    paper.write(paper.form(index, "in the cell\nand below"))
    cell = paper.body[2]["table"]["tableRows"][0]["tableCells"][1]["content"]
    assert [each["paragraph"]["elements"][0]["textRun"]["content"] for each in cell] == ["in the cell\n", "and below\n"]


def test_every_paragraph_is_found_by_its_mark():
    paper = Paper()
    paper.insert(1, "a\n\na\n\nb\n\n")
    for index, mark in marks(paper.body).items():
        assert unchanged(paper.body, str(mark)) == changed(paper.body, str(mark)) == index
    assert unchanged(paper.body, "") is changed(paper.body, "") is None
