"""What each behaviour of Docs rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from pdsync.sandbox.evidence import ASSUMED, DOCUMENTED, RECORDED, Evidence

METHODS = (
    Evidence("docs.documents.create", RECORDED, "Answers with tabs and with the legacy body; only the title counts."),
    Evidence("docs.documents.get", RECORDED, "32 recorded documents come back equal; three views; tabs or legacy."),
    Evidence("docs.documents.batchUpdate", RECORDED, "All or nothing; replies, documentId and the new revision."),
)
REQUESTS = (
    Evidence("insertText", RECORDED, "A new paragraph is a clone with a heading id of its own; a link does not go on."),
    Evidence("deleteContentRange", RECORDED, "A partial deletion over a boundary keeps the first style: assumed."),
    Evidence("replaceAllText", RECORDED, "Matches lie within a paragraph; searchByRegex is refused."),
    Evidence("insertTable", RECORDED, "Cells carry the split paragraph's look as explicit text style."),
    Evidence("updateTextStyle", RECORDED, "Values equal to the parent's become inherited; newlines taken along."),
    Evidence("updateParagraphStyle", RECORDED, "That a named style resets what it defines in the runs is assumed."),
    Evidence(
        "createParagraphBullets",
        RECORDED,
        "Deeper levels and Roman numbers: recorded; joining: documented.",
    ),
    Evidence("createNamedRange", RECORDED, "Ranges move with edits and vanish with their text."),
    Evidence("deleteParagraphBullets", DOCUMENTED, "The size of the indent that stays for a level is assumed."),
    Evidence("deleteNamedRange", DOCUMENTED, "The wording for an unknown id is assumed."),
    Evidence("replaceNamedRangeContent", DOCUMENTED, "The first range is replaced, the others deleted."),
    Evidence("insertTableRow", DOCUMENTED, "That the new cells look like those of the reference row is assumed."),
    Evidence("insertTableColumn", DOCUMENTED, "That the new cells look like those of the reference column is assumed."),
    Evidence("deleteTableRow", DOCUMENTED, "The last row takes the table with it."),
    Evidence("deleteTableColumn", DOCUMENTED, "The last column takes the table with it."),
    Evidence("mergeTableCells", DOCUMENTED, "Covered cells stay, empty, as in a recorded table."),
    Evidence("unmergeTableCells", DOCUMENTED, "The text stays in the head cell."),
    Evidence("updateTableCellStyle", DOCUMENTED, "Shared borders go for both cells."),
    Evidence("updateTableRowStyle", DOCUMENTED, "Omission of false values is recorded."),
    Evidence("updateTableColumnProperties", DOCUMENTED, "The refusal of widths under 5 points is assumed in wording."),
    Evidence("pinTableHeaderRows", DOCUMENTED, "Shows as tableHeader, as recorded."),
    Evidence("insertPageBreak", DOCUMENTED, "Followed by a newline; the look of the pair is recorded."),
    Evidence("insertSectionBreak", DOCUMENTED, "Preceded by a newline; the new section's style is assumed."),
    Evidence("updateSectionStyle", DOCUMENTED, "Each masked field needs a value."),
    Evidence("updateDocumentStyle", DOCUMENTED, "Margins are taken away from the sections."),
    Evidence("updateNamedStyle", DOCUMENTED, "What the text inherits changes with it."),
    Evidence("createHeader", DOCUMENTED, "The refusal of a second one is quoted up to its first sentence."),
    Evidence("createFooter", DOCUMENTED, "As createHeader."),
    Evidence("deleteHeader", DOCUMENTED, "References go with it."),
    Evidence("deleteFooter", DOCUMENTED, "References go with it."),
    Evidence("createFootnote", DOCUMENTED, "A space and a newline, size 10, as recorded."),
    Evidence("addDocumentTab", DOCUMENTED, "The name of an untitled tab is assumed; a tab id cannot be chosen."),
    Evidence("deleteTab", DOCUMENTED, "Children go too; that one tab must stay is assumed."),
    Evidence("updateDocumentTabProperties", DOCUMENTED, "Three levels at most."),
    Evidence("insertDate", DOCUMENTED, "Display texts in English; other locales only as ISO 8601, else refused."),
    Evidence("insertPerson", DOCUMENTED, "The chip's form is recorded."),
    Evidence("insertRichLink", DOCUMENTED, "The title is what was sent, or the address: Google looks it up."),
    Evidence("createDropdownDefinition", DOCUMENTED, "Ids and the number of options are checked."),
    Evidence("updateDropdownDefinitionProperties", DOCUMENTED, "Chips whose option goes need a replacement."),
    Evidence("deleteDropdownDefinition", DOCUMENTED, "Refused while a chip uses it."),
    Evidence("insertDropdown", DOCUMENTED, "The first option unless one is named."),
    Evidence("updateDropdownProperties", DOCUMENTED, "Only the selected option can be changed."),
    Evidence("insertComment", DOCUMENTED, "Refusals recorded; the thread's look from the schema."),
    Evidence("addCommentReply", DOCUMENTED, "Assignees are refused by name."),
    Evidence("updateCommentPost", DOCUMENTED, "Only by its author."),
    Evidence("deleteComment", DOCUMENTED, "Only by its author."),
    Evidence("deleteCommentReply", DOCUMENTED, "Only by its author."),
    Evidence("acceptSuggestion", DOCUMENTED, "The refusal of an unknown id is recorded."),
    Evidence("rejectSuggestion", DOCUMENTED, "As acceptSuggestion."),
    Evidence("deleteSuggestion", DOCUMENTED, "Only by its author."),
    Evidence("insertInlineImage", RECORDED, "Nothing is fetched: proportions from the address (272x92) or objectSize."),
    Evidence("replaceImage", DOCUMENTED, "The room stays; nothing is fetched, so that nothing is cropped is assumed."),
    Evidence("deletePositionedObject", DOCUMENTED, "The picture and its anchor go."),
)
TRAITS = (
    Evidence("indices", RECORDED, "UTF-16 units; a table is 2 + its rows, a row 1 + its cells, a cell 1 + its text."),
    Evidence("zeros omitted", RECORDED, "startIndex 0, magnitudes 0, colour parts 0."),
    Evidence("views of suggestions", DOCUMENTED, "Readers see the Doc without them, and no revision."),
    Evidence("requiredRevisionId", RECORDED, "400 with this wording; its status INVALID_ARGUMENT is assumed."),
    Evidence("targetRevisionId", DOCUMENTED, "Merged like a collaborator's edits, up to 50 revisions back."),
    Evidence("a revision is of use to one user only", DOCUMENTED, "Another user's revision id does not match."),
    Evidence("commentsViewMode", DOCUMENTED, "Two refusals are recorded; the third one's wording is assumed."),
    Evidence("writeMode SUGGEST", RECORDED, "Which kinds Google refuses is recorded; text and styles are played."),
    Evidence("one's own suggestion deleted in writeMode SUGGEST", DOCUMENTED, "Marked for deletion too, as measured."),
    Evidence("edits that touch one's own suggestion", DOCUMENTED, "Become part of it, as others measured it."),
    Evidence(
        "what an answer says of suggestions", DOCUMENTED, "Each request's, and commentUpdateState: always, as measured."
    ),
    Evidence("insertText at index 0 of a body", DOCUMENTED, "Refused as outside a paragraph, as quoted."),
    Evidence(
        "insertText inside one character", DOCUMENTED, "Refused as quoted: pairs, emoji of several parts, accents."
    ),
    Evidence("text inserted inside a link", ASSUMED, "Belongs to the link; at its end it does not."),
    Evidence("a checklist item's tick", RECORDED, "No answer shows it; the sandbox keeps it for its page."),
)
TABLE = (*METHODS, *REQUESTS, *TRAITS)
