"""Docs: read as blocks, filled in, and written from a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pdsync.clients.wire import blocks
from pdsync.errors import Conflict, Unclear
from pdsync.sync.ports import Page

if TYPE_CHECKING:
    from pdsync.clients.line import Line
    from pdsync.goals.template import Template

SUGGESTED = "suggestedInsertionIds,suggestedDeletionIds"
ELEMENTS = (
    f"textRun(content,textStyle(bold,strikethrough),{SUGGESTED}),"
    f"person(personProperties(name,email),{SUGGESTED}),"
    f"richLink(richLinkProperties(title,uri),{SUGGESTED}),"
    f"dateElement(dateElementProperties,{SUGGESTED}),"
    f"dropdown(dropdownProperties,{SUGGESTED}),"
    f"inlineObjectElement(inlineObjectId,{SUGGESTED}),"
    "equation"
)
PARAGRAPH = f"paragraph(elements({ELEMENTS}),paragraphStyle(namedStyleType,headingId),bullet(listId,nestingLevel))"
INDICES = "startIndex,endIndex,"


def _read(indices: str) -> str:
    cells = f"tableRows({SUGGESTED},tableCells({SUGGESTED},content({indices}{PARAGRAPH},table)))"
    content = f"body(content({indices}{PARAGRAPH},table({cells})))"
    return f"revisionId,tabs(tabProperties(tabId,title),documentTab({content},lists,dropdownDefinitions),childTabs)"


READ = {False: _read(""), True: _read(INDICES)}
"""What `wire.blocks` looks at: a fraction of a Doc, most of which is looks. What is seldom met is brought whole.

With the indices, which are a sixth of it and only told to people, or without."""


class Docs:
    """Docs as one account sees them."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def read(self, doc_id: str, *, indices: bool = True) -> Page:
        """A Doc's blocks, all tabs, with pending suggestions marked; with or without where in the Doc each lies."""
        document = self._document(doc_id, READ[indices])
        return Page(blocks(document), document.get("revisionId", ""))

    def _document(self, doc_id: str, fields: str) -> dict[str, Any]:
        asked = {
            "documentId": doc_id,
            "includeTabsContent": True,
            "suggestionsViewMode": "SUGGESTIONS_INLINE",
            "fields": fields,
        }
        answer: dict[str, Any] = self._line.ask("docs.documents.get", asked, what="The Doc")
        return answer

    def fill(self, doc_id: str, words: Mapping[str, str]) -> None:
        """Put a text in the place of each word wherever it stands. Doing it twice is doing it once."""
        edits = [
            {"replaceAllText": {"containsText": {"text": word, "matchCase": True}, "replaceText": text}}
            for word, text in words.items()
        ]
        self._update(doc_id, {"requests": edits}, rule="docs.documents.batchUpdate:fill")

    def write(self, doc_id: str, template: Template) -> None:
        """Write the template into an empty Doc; one that holds text already is left alone.

        It is written on the revision that was seen empty, so that two writers leave one text.
        """
        from pdsync.clients.compose import requests_for

        for last in (False, True):
            page = self.read(doc_id)
            if any(block.text.strip() or block.rows for block in page.blocks):
                return
            control = {"requiredRevisionId": page.revision}
            try:
                self._update(doc_id, {"requests": requests_for(template), "writeControl": control})
            except (Unclear, Conflict):
                if last:
                    raise
            else:
                return

    def _update(self, doc_id: str, body: Mapping[str, Any], *, rule: str = "") -> None:
        asked = {"documentId": doc_id, "fields": "documentId"}
        self._line.ask("docs.documents.batchUpdate", asked, body=body, what="The Doc", rule=rule)
