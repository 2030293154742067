"""Smart chips: people, links to files, dates, and dropdowns with their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.dates import shown
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import canonical
from pdsync.sandbox.docs.masks import Mask
from pdsync.sandbox.docs.model import NOTHING, Fields, Paragraph, Piece, Tab, paragraphs
from pdsync.sandbox.docs.pieces import each_paragraph
from pdsync.sandbox.docs.text import put_pieces

DEFINITION_ID = re.compile(r"kix\.[a-zA-Z0-9_-]{2,14}")
OPTION_ID = re.compile(r"dropdownItem\.[a-zA-Z0-9_-]{2,14}")
FEWEST, MOST = 2, 50
OPTION_LOOK = {"foregroundColor", "backgroundColor"}


@request("insertPerson")
def insert_person(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a person's chip into a paragraph."""
    properties = body.get("personProperties") or {}
    if not properties.get("email"):
        raise Invalid("An email address must be specified.")
    _insert(draft, body, "person", {"personId": draft.kix(), "personProperties": properties})
    return {}


@request("insertRichLink")
def insert_rich_link(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put the chip of a file into a paragraph; its title is what was sent, or the address."""
    properties = body.get("richLinkProperties") or {}
    if not properties.get("uri"):
        raise Invalid("A URI must be specified.")
    made = {"title": properties["uri"], **properties}
    _insert(draft, body, "richLink", {"richLinkId": draft.kix(), "richLinkProperties": made})
    return {}


@request("insertDate")
def insert_date(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a date's chip into a paragraph."""
    properties = shown(body.get("dateElementProperties") or {})
    _insert(draft, body, "dateElement", {"dateId": draft.kix(), "dateElementProperties": properties})
    return {}


def _insert(draft: Draft, body: dict[str, Any], kind: str, own: Fields) -> None:
    place, index = draft.insertion(body)
    put_pieces(draft, place, index, lambda fields: (Piece(kind, {**fields, **own}),))


def definitions(tab: Tab) -> Fields:
    """The tab's dropdown definitions by id."""
    found: Fields = tab.fields.get("dropdownDefinitions", NOTHING)
    return found


def definition(tab: Tab, id: str) -> Fields:
    """A dropdown definition's properties."""
    if id not in definitions(tab):
        raise Invalid(f"Dropdown definition with ID {id} was not found.")
    properties: Fields = definitions(tab)[id].get("dropdownDefinitionProperties", NOTHING)
    return properties


def option(properties: Fields, id: str) -> Fields:
    """The option with that id; the first for ""."""
    options = properties.get("options", [])
    for each in options:
        if not id or each.get("optionId") == id:
            found: Fields = each
            return found
    raise Invalid(f"Dropdown option with ID {id} was not found.")


def _checked(draft: Draft, properties: Fields) -> dict[str, Any]:
    """A definition's properties with ids for the options that have none."""
    options = properties.get("options") or []
    if not FEWEST <= len(options) <= MOST:
        raise Invalid(f"A dropdown definition must have at least {FEWEST} options and at most {MOST} options.")
    made = [{"optionId": f"dropdownItem.{draft.new_id()}", **canonical(each)} for each in options]
    ids = [each["optionId"] for each in made]
    for id in ids:
        if not OPTION_ID.fullmatch(id) or ids.count(id) > 1:
            raise Invalid(f"Invalid dropdown option ID: {id}")
    for each in made:
        if not each.get("displayValue"):
            raise Invalid("A dropdown option must have a display value.")
        if each.get("textStyle", {}).keys() - OPTION_LOOK:
            raise Invalid("Only the foreground color and the background color of a dropdown option can be set.")
    return {**properties, "options": made}


@request("createDropdownDefinition")
def create_dropdown_definition(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Define a dropdown in a tab; the definition with its ids."""
    tab = draft.tab(body.get("tabId"))
    wanted = body.get("dropdownDefinition") or {}
    id = wanted.get("dropdownDefinitionId") or draft.kix()
    if not DEFINITION_ID.fullmatch(id) or id in definitions(tab):
        raise Invalid(f"Invalid dropdown definition ID: {id}")
    properties = _checked(draft, wanted.get("dropdownDefinitionProperties") or {})
    made = {"dropdownDefinitionId": id, "dropdownDefinitionProperties": properties}
    draft.put_fields(tab.id, dropdownDefinitions={**definitions(tab), id: made})
    return {"dropdownDefinition": made}


@request("updateDropdownDefinitionProperties")
def update_dropdown_definition_properties(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Change a definition; chips whose option goes take its replacement."""
    tab, id = draft.tab(body.get("tabId")), body.get("dropdownDefinitionId", "")
    mask = Mask(body.get("fields", ""), ("options", "title"))
    changed = mask.apply(definition(tab, id), body.get("dropdownDefinitionProperties") or {})
    properties = _checked(draft, changed)
    known = {each["optionId"] for each in properties["options"]}
    instead = body.get("selectedOptionIdReplacements") or {}
    swaps: dict[str, str] = {}
    for chip in chips(tab):
        chosen = chip.fields["dropdownProperties"].get("selectedOptionId", "")
        if chip.fields["dropdownProperties"].get("dropdownDefinitionId") == id and chosen not in known:
            if instead.get(chosen) not in known:
                raise Invalid(f"A replacement is required for the dropdown option with ID {chosen}.")
            swaps[chip.fields.get("dropdownId", "")] = instead[chosen]
    made = {**definitions(tab)[id], "dropdownDefinitionProperties": properties}
    draft.put_fields(tab.id, dropdownDefinitions={**definitions(tab), id: made})
    for dropdown_id, option_id in swaps.items():
        select(draft, tab.id, dropdown_id, option_id)
    return {}


@request("deleteDropdownDefinition")
def delete_dropdown_definition(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take away a definition that no chip uses."""
    tab, id = draft.tab(body.get("tabId")), body.get("dropdownDefinitionId", "")
    definition(tab, id)
    if any(chip.fields["dropdownProperties"].get("dropdownDefinitionId") == id for chip in chips(tab)):
        raise Invalid("The dropdown definition is referenced by dropdowns in the document.")
    rest = {each: made for each, made in definitions(tab).items() if each != id}
    draft.put_fields(tab.id, dropdownDefinitions=rest or None)
    return {}


@request("insertDropdown")
def insert_dropdown(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a dropdown's chip into a paragraph; the chip."""
    place, index = draft.insertion(body)
    id = body.get("dropdownDefinitionId", "")
    chosen = option(definition(draft.tab(place[0]), id), body.get("selectedOptionId") or "")
    own = {
        "dropdownId": draft.kix(),
        "dropdownProperties": {
            "dropdownDefinitionId": id,
            "selectedOptionId": chosen["optionId"],
            "displayValue": chosen["displayValue"],
        },
    }
    made: list[Piece] = []

    def make(fields: Fields) -> tuple[Piece, ...]:
        made.append(Piece("dropdown", {**fields, **own}))
        return tuple(made)

    put_pieces(draft, place, index, make)
    return {"dropdown": dict(made[0].fields)}


@request("updateDropdownProperties")
def update_dropdown_properties(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Choose another option in a dropdown."""
    tab = draft.tab(body.get("tabId"))
    mask = Mask(body.get("fields", ""), ("selectedOptionId",))
    new = body.get("dropdownProperties") or {}
    if "selectedOptionId" in mask and not new.get("selectedOptionId"):
        raise Invalid("An option must be selected.")
    select(draft, tab.id, body.get("dropdownId", ""), new["selectedOptionId"])
    return {}


def chips(tab: Tab) -> Iterator[Piece]:
    """Every dropdown in the tab."""
    for segment in tab.segments.values():
        for _, paragraph in paragraphs(segment.blocks):
            yield from (piece for piece in paragraph.pieces if piece.kind == "dropdown")


def select(draft: Draft, tab_id: str, dropdown_id: str, option_id: str) -> None:
    """Choose an option in the dropdown with that id."""
    tab = draft.tab(tab_id)
    chip = next((each for each in chips(tab) if each.fields.get("dropdownId") == dropdown_id), None)
    if chip is None:
        raise Invalid(f"Dropdown with ID {dropdown_id} was not found.")
    old = chip.fields.get("dropdownProperties", NOTHING)
    chosen = option(definition(tab, old.get("dropdownDefinitionId", "")), option_id)
    made = {**old, "selectedOptionId": chosen["optionId"], "displayValue": chosen["displayValue"]}

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        if all(piece is not chip for piece in paragraph.pieces):
            return paragraph
        new = chip.with_fields(dropdownProperties=made)
        return replace(paragraph, pieces=tuple(new if piece is chip else piece for piece in paragraph.pieces))

    for id, segment in tab.segments.items():
        draft.put((tab.id, id), each_paragraph(segment.blocks, 0, segment.width, change))
