"""The forms in which a person writes in a Doc: a paragraph, a new one at the end; and the way to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.sandbox.web.document.paper import Paper
from pdsync.sandbox.web.document.runs import thing
from pdsync.sandbox.web.document.stretches import Stretch, marks, segment_content, shown, stretches, things
from pdsync.sandbox.web.markup import Html, hidden, joined, tag, textarea, unheard

Json = Mapping[str, Any]
WORDS = 60
"""So many characters of a paragraph are enough to tell which one is meant."""
HELP = "Enter makes a new paragraph."


def shortened(words: str) -> str:
    """The first words.

    >>> shortened("one " * 30)
    'one one one one one one one one one one one one one one one…'
    """
    line = " ".join(words.split())
    return line if len(line) <= WORDS else f"{line[:WORDS].rstrip()}…"


def pen(paper: Paper, words: str, index: int) -> Html | None:
    """The link that opens a paragraph's form; None for who may not write."""
    if not paper.sight.write:
        return None
    href = paper.href("editing", edit=f"{paper.segment}:{index}")
    if words:
        return tag("a", "Edit", unheard(f" “{shortened(words)}”"), href=href, class_="pen")
    below = f" below “{shortened(paper.before)}”" if paper.before else " here"
    return tag("a", "Write", unheard(below), href=href, class_="pen empty")


def hidden_fields(paper: Paper) -> list[Html]:
    """What every form carries: its own proof, and what the person has seen."""
    sight = paper.sight
    return [hidden("csrf", sight.csrf), hidden("revision", sight.revision), hidden("tab", paper.tab_id)]


def paragraph_form(paper: Paper, paragraph: Json, index: int) -> Html:
    """The form of one paragraph: a field for each stretch of text, the chips between them as they are."""
    typing = paper.sight.typing
    held, chips = stretches(paragraph, index), [thing(paper, element) for element in things(paragraph)]
    typed = typing.typed if typing and typing.typed and len(typing.typed) == len(held) else None
    own = marks(segment_content(paper.tab, paper.segment)).get(index)
    fields: list[Html] = []
    for number, stretch in enumerate(held):
        words = shown(stretch.text) if typed is None else typed[number]
        fields.append(_field(paper, number, len(held), words, stretch))
        fields += chips[number : number + 1]
    clash = None
    if typing is not None and typing.now_reads is not None:
        clash = tag("p", "The paragraph now reads: ", tag("q", typing.now_reads), class_="clash", id="clash")
    return tag(
        "form",
        hidden_fields(paper),
        hidden("where", f"{paper.segment}:{index}"),
        hidden("mark", str(own) if own else ""),
        clash,
        tag("div", fields, class_="fields"),
        tag(
            "div",
            tag("button", "Save", class_="main"),
            tag("a", "Cancel", href=paper.href(f"p-{paper.segment}-{index}"), class_="cancel"),
            tag("span", HELP, class_="hint", id="hint"),
            class_="actions",
        ),
        method="post",
        action=f"{paper.path}/write",
        class_="editing",
    )


def _field(paper: Paper, number: int, count: int, words: str, stretch: Stretch) -> Html:
    label = f"Paragraph below “{shortened(paper.before)}”" if paper.before and not stretch.text else "Paragraph"
    if count > 1:
        label = f"Text before chip {number + 1}" if number < count - 1 else f"Text after chip {number}"
    return textarea(
        words,
        name="text",
        aria_label=label,
        aria_describedby="hint",
        rows=max(words.count("\n") + 1, 1 if count > 1 else 2),
        class_="short" if count > 1 else None,
        autofocus=number == 0,
        # The link to the form leads to its first field: a browser puts the cursor where a fragment leads.
        id="editing" if number == 0 else None,
    )


def end_form(paper: Paper, typed: str = "") -> Html:
    """The form for a new paragraph at the end of the tab."""
    return tag(
        "form",
        hidden_fields(paper),
        tag("label", "Add a paragraph at the end", for_="end"),
        textarea(typed, name="text", id="end", rows=2),
        tag("div", tag("button", "Add"), class_="actions"),
        method="post",
        action=f"{paper.path}/add",
        class_="adding",
    )


def plain_forms(paper: Paper) -> Html:
    """The forms to which dropdowns and boxes in the text belong; a paragraph cannot hold a form of its own."""
    return joined(
        tag("form", hidden_fields(paper), method="post", action=f"{paper.path}/{name}", id=name)
        for name in ("choose", "tick")
    )
