"""addDocumentTab, deleteTab and updateDocumentTabProperties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs import blank
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.masks import Mask
from pdsync.sandbox.docs.model import Fields, Tab, all_tabs

SETTABLE = ("title", "iconEmoji", "index", "parentTabId")
DEEPEST = 2
Tabs = tuple[Tab, ...]


@request("addDocumentTab")
def add_document_tab(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Add an empty tab; its properties."""
    wanted = body.get("tabProperties") or {}
    for name in wanted:
        if name not in SETTABLE:
            raise NotImplementedError(f"addDocumentTab.tabProperties.{name}")
    _check_emoji(wanted)
    count = len(list(all_tabs(draft.content.tabs)))
    properties = {"tabId": f"t.{draft.new_id()}", "title": wanted.get("title") or f"Tab {count + 1}"}
    if wanted.get("iconEmoji"):
        properties["iconEmoji"] = wanted["iconEmoji"]
    made = blank.tab(properties)
    _insert(draft, made, wanted.get("parentTabId") or "", wanted.get("index"))
    return {"tabProperties": dict(draft.tab(made.id).properties)}


def _insert(draft: Draft, tab: Tab, parent_id: str, index: int | None) -> None:
    """Put a tab among its parent's children, or among the first tabs."""
    siblings = draft.tab(parent_id).children if parent_id else draft.content.tabs
    at = len(siblings) if index is None else index
    if not 0 <= at <= len(siblings):
        raise Invalid(f"The tab index {at} is out of bounds.")
    grown = (*siblings[:at], tab, *siblings[at:])
    if parent_id:
        draft.content = draft.content.with_tab(parent_id, lambda parent: replace(parent, children=grown))
        draft.content = draft.content.with_tabs(_numbered(draft.content.tabs))
    else:
        draft.content = draft.content.with_tabs(_numbered(grown))


def _numbered(tabs: Tabs, parent_id: str = "", level: int = 0) -> Tabs:
    """The tabs with index, level and parent as they stand. Too deep: Invalid."""
    if level > DEEPEST and tabs:
        raise Invalid(f"Tabs can be nested at most {DEEPEST + 1} levels deep.")
    result = []
    for number, tab in enumerate(tabs):
        own = {name: value for name, value in tab.properties.items() if name not in ("parentTabId", "nestingLevel")}
        placed: dict[str, Any] = {**own, "index": number}
        if parent_id:
            placed |= {"parentTabId": parent_id, "nestingLevel": level}
        result.append(replace(tab, properties=placed, children=_numbered(tab.children, tab.id, level + 1)))
    return tuple(result)


def _check_emoji(properties: Fields) -> None:
    icon = properties.get("iconEmoji") or ""
    if icon and (len(icon) > 12 or any(letter.isalpha() or letter.isspace() for letter in icon) or icon.isascii()):
        raise Invalid("The icon emoji is invalid.")


@request("deleteTab")
def delete_tab(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a tab away with its children; one tab stays."""
    if not body.get("tabId"):
        raise Invalid("The tab ID must be specified.")
    tab = draft.tab(body["tabId"])
    rest = _without(draft.content.tabs, tab.id)
    if not rest:
        raise Invalid("The last tab of a document cannot be deleted.")
    draft.content = draft.content.with_tabs(_numbered(rest))
    return {}


def _without(tabs: Tabs, tab_id: str) -> Tabs:
    return tuple(replace(tab, children=_without(tab.children, tab_id)) for tab in tabs if tab.id != tab_id)


@request("updateDocumentTabProperties")
def update_document_tab_properties(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Rename a tab, give it an icon, or move it."""
    new = body.get("tabProperties") or {}
    if not new.get("tabId"):
        raise Invalid("The tab ID must be specified.")
    tab = draft.tab(new["tabId"])
    mask = Mask(body.get("fields", ""), SETTABLE)
    _check_emoji(new if "iconEmoji" in mask else {})
    named = mask.only("title", "iconEmoji").apply(tab.properties, new)
    named = {name: value for name, value in named.items() if value != "" or name == "title"}
    draft.content = draft.content.with_tab(tab.id, lambda each: replace(each, properties=named))
    if "index" in mask or "parentTabId" in mask:
        _move(draft, draft.tab(tab.id), new, mask)
    return {}


def _move(draft: Draft, tab: Tab, new: Fields, mask: Mask) -> None:
    old_parent = tab.properties.get("parentTabId", "")
    parent_id = new.get("parentTabId") or "" if "parentTabId" in mask else old_parent
    if parent_id in {each.id for each in all_tabs((tab,))}:
        raise Invalid("A tab cannot be moved into itself.")
    index = new.get("index", 0) if "index" in mask else None
    draft.content = draft.content.with_tabs(_without(draft.content.tabs, tab.id))
    _insert(draft, tab, parent_id, index)
