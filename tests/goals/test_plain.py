"""A Doc as plain text: every line of it, and what is struck through or only suggested told apart."""

from __future__ import annotations

from hashlib import sha256

from pdsync.goals.document import Block, BlockKind, Run, Suggested
from pdsync.goals.plain import digest_of, text_of


def line(*runs: Run | str, kind: BlockKind = BlockKind.PARAGRAPH, **more) -> Block:
    return Block(kind, tuple(Run(run) if isinstance(run, str) else run for run in runs), **more)


def item(text: str, **more) -> Block:
    return line(text, kind=BlockKind.LIST_ITEM, **more)


def test_each_line_of_a_doc_is_a_line():
    blocks = (
        line("Goal 1", kind=BlockKind.HEADING, level=1),
        line(),
        line("Two\vlines"),
        item("plain", level=0),
        item("deeper", level=1, ordered=True, list_id="a"),
        item("second", level=1, ordered=True, list_id="a"),
        item("tick", level=0, checklist=True),
    )
    assert text_of(blocks).split("\n") == [
        "Goal 1",
        "",
        "Two",
        "lines",
        "* plain",
        "   1. deeper",
        "   2. second",
        "[ ] tick",
        "",
    ]


def test_tables_and_tabs():
    row = ((line("Specific"),), (line("Talk to"), line("two alumni")))
    blocks = (line("First", kind=BlockKind.TAB), Block(BlockKind.TABLE, rows=(row, ((line("a"),), (line(),)))))
    assert text_of(blocks) == "== First ==\nSpecific | Talk to / two alumni\na |\n"


def test_what_is_struck_through_or_suggested_is_told_apart():
    runs = (
        Run("By May"),
        Run(" or June", struck=True),
        Run(" 2027", suggested=Suggested.INSERTED),
        Run(" maybe", suggested=Suggested.DELETED),
    )
    assert text_of((line(*runs),)) == "By May~~ or June~~[suggested:  2027][suggested to go:  maybe]\n"


def test_a_digest_is_what_any_program_works_out_of_the_file():
    assert digest_of("Zoë 🌱\n") == sha256("Zoë 🌱\n".encode()).hexdigest()
    assert digest_of("half \ud83c") == sha256(b"half ?").hexdigest()
