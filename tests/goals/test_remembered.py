"""What is worked out once a text: the same answers as ever, and no heap of students' words."""

from writing import written

from pdsync.goals.parsing import explain, form_of, read_goals
from pdsync.goals.reading.remembered import LONGEST, MOST, once_a_text


def counted():
    """A remembered function, and the texts that it was worked out for."""
    asked = []

    @once_a_text
    def length(text, more=0, times=1):
        asked.append(text)
        return (len(text) + more) * times

    return length, asked


def test_a_text_is_worked_out_once_for_everything_else_that_is_asked_with_it():
    length, asked = counted()
    assert [length("ab"), length("ab"), length("ab", 1), length("ab", 0, 2), length("ab")] == [2, 2, 3, 4, 2]
    assert asked == ["ab"] * 3


def test_long_texts_are_not_kept():
    length, asked = counted()
    assert length("a" * LONGEST) == length("a" * LONGEST) == LONGEST
    assert length("b" * (LONGEST + 1)) == length("b" * (LONGEST + 1)) == LONGEST + 1
    assert [text[0] for text in asked] == ["a", "b", "b"]


def test_what_nobody_asks_for_any_more_is_forgotten():
    length, asked = counted()
    for number in range(MOST + 1):
        length(f"answer {number}")
        length("prompt")
    del asked[:]
    length("prompt")
    length("answer 0")
    assert asked == ["answer 0"]


def test_docs_of_two_forms_are_each_read_by_their_own():
    """The same lines again and again, with one form, with another, and with none."""
    doc = written(
        "# Goal 1\nSpecific (Name the thing.): Learn SQL\nTell us about your quest below.\nMeasurable: 3 Docs"
    )
    one = form_of(written("# Goal 1\nSpecific (Name the thing.):\nTell us about your quest below.\nMeasurable:"))
    other = form_of(written("# Goal 1\nSpecific:\nMeasurable: 3 Docs"))
    fresh = {id(form): (read_goals(doc, form), explain(doc, form)) for form in (one, other, None)}
    assert len({repr(reading) for reading, _ in fresh.values()}) == 3
    for form in (one, None, other, one, other, None):
        assert (read_goals(doc, form), explain(doc, form)) == fresh[id(form)]


def test_a_line_is_read_by_its_looks_and_not_only_by_its_words():
    words = "Learning SQL"
    found = [explain(written(f"{mark}{words}\nSpecific: joins"))[0].why for mark in ("= ", "# ", "", "* ", "# ", "= ")]
    assert found[0] == found[5] != found[1] == found[4]
    assert len(set(found)) == 3
