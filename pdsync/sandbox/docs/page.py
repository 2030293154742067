"""What a person does to a Doc besides typing: choosing in a dropdown, ticking a checklist item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pdsync.sandbox.docs.bullets import is_checklist
from pdsync.sandbox.docs.chips import definition, select
from pdsync.sandbox.docs.content import Content, Place
from pdsync.sandbox.docs.draft import Draft, Invalid, each_place
from pdsync.sandbox.docs.model import NOTHING, Paragraph, Tab, all_tabs, paragraphs
from pdsync.sandbox.docs.pieces import each_paragraph


@dataclass(frozen=True, slots=True)
class Choice:
    """A dropdown in a Doc: its tab and id, what it shows, and what could be chosen, as (option id, words)."""

    tab_id: str
    dropdown_id: str
    shown: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A checklist item: where it stands, its text, and whether it is ticked."""

    place: Place
    index: int
    text: str
    ticked: bool


def choices(content: Content) -> Iterator[Choice]:
    """Every dropdown, in order."""
    for tab in all_tabs(content.tabs):
        for segment in tab.segments.values():
            for _, paragraph in paragraphs(segment.blocks):
                for piece in paragraph.pieces:
                    if piece.kind == "dropdown":
                        yield _choice(tab, piece.fields.get("dropdownId", ""), piece.fields["dropdownProperties"])


def _choice(tab: Tab, dropdown_id: str, properties: dict[str, str]) -> Choice:
    try:
        options = definition(tab, properties.get("dropdownDefinitionId", "")).get("options", ())
    except Invalid:
        options = ()
    listed = tuple((each.get("optionId", ""), each.get("displayValue", "")) for each in options)
    return Choice(tab.id, dropdown_id, properties.get("displayValue", ""), listed)


def choose(content: Content, dropdown_id: str, value: str) -> Content:
    """The Doc with that option chosen, named by its id or its words. ValueError if there is none such."""
    found = next((each for each in choices(content) if each.dropdown_id == dropdown_id), None)
    if found is None:
        raise ValueError(f"There is no dropdown {dropdown_id}.")
    ids = [id for id, words in found.options if value in (id, words)]
    if not ids:
        raise ValueError(f"The dropdown has no option {value}.")
    draft = Draft(content, new_id=str, now=datetime.min.replace(tzinfo=UTC))
    select(draft, found.tab_id, dropdown_id, ids[0])
    return draft.content


def boxes(content: Content) -> Iterator[Box]:
    """Every checklist item, in order."""
    for place in each_place(list(all_tabs(content.tabs))):
        tab, segment = content.tab(place[0]), content.segment(place)
        if tab is None or segment is None:
            continue
        lists = tab.fields.get("lists", NOTHING)
        for at, paragraph in paragraphs(segment.blocks):
            if is_checklist(lists, paragraph.fields.get("bullet", NOTHING)):
                yield Box(place, at, paragraph.text.rstrip("\n"), paragraph.ticked)


def tick(content: Content, place: Place, index: int, *, ticked: bool = True) -> Content:
    """The Doc with the checklist item at that index ticked or not. ValueError if no item is there."""
    box = next((each for each in boxes(content) if each.place == place and each.index == index), None)
    segment = content.segment(place)
    if box is None or segment is None:
        raise ValueError(f"There is no checklist item at {index}.")

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        return replace(paragraph, ticked=ticked)

    blocks = each_paragraph(segment.blocks, index, index + 1, change)
    return content.with_segment(place, replace(segment, blocks=blocks))
