"""What each behaviour of Sheets rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from pdsync.sandbox.evidence import ASSUMED, DOCUMENTED, RECORDED, Evidence

METHODS = (
    Evidence("sheets.spreadsheets.create", DOCUMENTED, "Properties, sheets with their cells, named ranges."),
    Evidence(
        "sheets.spreadsheets.get",
        RECORDED,
        "With ranges only their sheets; a mask that reaches the cells brings them.",
    ),
    Evidence(
        "sheets.spreadsheets.getByDataFilter",
        DOCUMENTED,
        "As get; excludeTablesInBandedRanges makes no difference.",
    ),
    Evidence(
        "sheets.spreadsheets.batchUpdate",
        RECORDED,
        "All or nothing, in order; wordings of many refusals are assumed.",
    ),
    Evidence(
        "sheets.spreadsheets.sheets.copyTo",
        DOCUMENTED,
        "The copy is the last sheet, titled Copy of ...; it is not hidden.",
    ),
    Evidence("sheets.spreadsheets.values.get", RECORDED, "Open ends, named ranges, R1C1; empty ends are cut off."),
    Evidence("sheets.spreadsheets.values.batchGet", RECORDED, "As get, for each range in order."),
    Evidence(
        "sheets.spreadsheets.values.batchGetByDataFilter",
        DOCUMENTED,
        "One answer a range, with all filters that found it.",
    ),
    Evidence(
        "sheets.spreadsheets.values.update",
        RECORDED,
        "Null leaves a cell, uncounted; no growth: what does not fit is refused, as measured by others.",
    ),
    Evidence("sheets.spreadsheets.values.batchUpdate", RECORDED, "Totals count each row and column once."),
    Evidence("sheets.spreadsheets.values.batchUpdateByDataFilter", DOCUMENTED, "Each response names its filter."),
    Evidence(
        "sheets.spreadsheets.values.append",
        RECORDED,
        "The last table in the range counts; which is last, is documented by example.",
    ),
    Evidence("sheets.spreadsheets.values.clear", RECORDED, "Looks, notes and validations stay."),
    Evidence("sheets.spreadsheets.values.batchClear", RECORDED, "As clear, for each range."),
    Evidence("sheets.spreadsheets.values.batchClearByDataFilter", DOCUMENTED, "As clear, for what the filters find."),
    Evidence(
        "sheets.spreadsheets.developerMetadata.get",
        DOCUMENTED,
        "From the schema; the refusal's wording is assumed.",
    ),
    Evidence(
        "sheets.spreadsheets.developerMetadata.search",
        DOCUMENTED,
        "From the schema; both strategies for locations.",
    ),
)
REQUESTS = (
    Evidence("addSheet", RECORDED, "A second sheet of one title is refused in Google's words."),
    Evidence(
        "deleteSheet",
        RECORDED,
        "That one visible sheet must stay is quoted; references to it are lost.",
    ),
    Evidence("duplicateSheet", DOCUMENTED, "In front unless an index is given; titled Copy of ..."),
    Evidence(
        "updateSheetProperties",
        RECORDED,
        "Hiding the last sheet is refused as recorded; the index counts before the move.",
    ),
    Evidence(
        "updateSpreadsheetProperties",
        RECORDED,
        "A new title is Drive's name too; how what is no locale is refused is assumed, and one that is not played is "
        "refused as that.",
    ),
    Evidence("insertDimension", RECORDED, "Refusals at the end quoted; looks inherited cell by cell: assumed."),
    Evidence("deleteDimension", RECORDED, "What lies wholly in it goes: named ranges, rules, protections, merges."),
    Evidence("appendDimension", DOCUMENTED, "At the end."),
    Evidence(
        "moveDimension",
        DOCUMENTED,
        "How ranges that are partly moved fare is assumed: cut, and filled where it lands inside.",
    ),
    Evidence("updateDimensionProperties", RECORDED, "Sizes and hiding."),
    Evidence("autoResizeDimensions", RECORDED, "Widths are estimates, scaled to the one recorded."),
    Evidence("addDimensionGroup", RECORDED, "Depths add up as Google's three examples say."),
    Evidence("deleteDimensionGroup", RECORDED, "The grid keeps its control setting, as recorded."),
    Evidence("updateDimensionGroup", DOCUMENTED, "Folding hides the rows or columns."),
    Evidence("mergeCells", RECORDED, "Only the first cell keeps its value: assumed; a merge partly inside is refused."),
    Evidence("unmergeCells", RECORDED, "Every merge in the range."),
    Evidence("sortRange", RECORDED, "Looks and notes move along: assumed; sorting by colour makes no difference."),
    Evidence(
        "setBasicFilter",
        RECORDED,
        "Over a whole sheet it answers with its corners; conditions and hidden values are played.",
    ),
    Evidence("clearBasicFilter", RECORDED, "All rows are seen again."),
    Evidence("addFilterView", DOCUMENTED, "Kept and echoed; criteria and filterSpecs mirror each other."),
    Evidence("updateFilterView", DOCUMENTED, "The named fields."),
    Evidence("deleteFilterView", DOCUMENTED, "By its id."),
    Evidence("duplicateFilterView", DOCUMENTED, "The copy's title is assumed."),
    Evidence(
        "setDataValidation",
        RECORDED,
        "Kept, not enforced; not on rows a filter hides unless it is said; typed columns refused, as quoted.",
    ),
    Evidence(
        "addConditionalFormatRule",
        DOCUMENTED,
        "Boolean rules colour effectiveFormat; gradients are checked and kept as measured by others, not drawn.",
    ),
    Evidence("updateConditionalFormatRule", DOCUMENTED, "Another rule, or another place."),
    Evidence("deleteConditionalFormatRule", DOCUMENTED, "Answers with the rule that went."),
    Evidence(
        "addProtectedRange",
        RECORDED,
        "Who adds it becomes an editor, as recorded; enforced for others than the owner; one that only warns has no "
        "editors, as documented.",
    ),
    Evidence("updateProtectedRange", DOCUMENTED, "Only by who may edit it."),
    Evidence("deleteProtectedRange", RECORDED, "Only by who may edit it."),
    Evidence("addNamedRange", RECORDED, "Names are unique in any case; the refusal's wording is assumed."),
    Evidence("updateNamedRange", RECORDED, "The name or the range."),
    Evidence("deleteNamedRange", RECORDED, "Formulas that use it show #NAME?."),
    Evidence(
        "addChart",
        DOCUMENTED,
        "Kept with an id, a place and the font as measured; no sheets of charts; an anchor outside the grid is "
        "refused: assumed.",
    ),
    Evidence("updateChartSpec", DOCUMENTED, "Another spec."),
    Evidence("updateEmbeddedObjectPosition", DOCUMENTED, "Place and size."),
    Evidence("updateEmbeddedObjectBorder", DOCUMENTED, "Its colour."),
    Evidence("deleteEmbeddedObject", DOCUMENTED, "Charts only; slicers are refused."),
    Evidence("addTable", DOCUMENTED, "Names, header cells, types and refusals as measured by others."),
    Evidence("updateTable", DOCUMENTED, "Name, range, colours; the columns as a whole, as measured by others."),
    Evidence("deleteTable", DOCUMENTED, "Its cells are emptied."),
    Evidence(
        "createDeveloperMetadata",
        DOCUMENTED,
        "On the spreadsheet, a sheet, a single row or column; it moves along.",
    ),
    Evidence("updateDeveloperMetadata", DOCUMENTED, "All that the filters find."),
    Evidence("deleteDeveloperMetadata", DOCUMENTED, "Answers with what went."),
    Evidence("copyPaste", RECORDED, "Six types of paste; conditional formats alone are refused."),
    Evidence("cutPaste", RECORDED, "References into the block follow it."),
    Evidence("pasteData", DOCUMENTED, "Text with a delimiter; html is refused."),
    Evidence("findReplace", DOCUMENTED, "Works on what is shown; a text never becomes a formula: assumed."),
    Evidence("textToColumns", DOCUMENTED, "Values to the right are overwritten: assumed."),
    Evidence("trimWhitespace", DOCUMENTED, "Counts the cells."),
    Evidence("deleteDuplicates", DOCUMENTED, "In any case; the first one stays."),
    Evidence("insertRange", DOCUMENTED, "The sheet grows rather than lose a cell: assumed."),
    Evidence("deleteRange", DOCUMENTED, "Cells behind it move into its place."),
    Evidence("repeatCell", RECORDED, "Free references move along; past the grid as measured by others."),
    Evidence("updateCells", RECORDED, "In a range, what rows do not cover is emptied."),
    Evidence("appendCells", DOCUMENTED, "Past the last column is refused in words that others quote."),
    Evidence("updateBorders", DOCUMENTED, "Widths follow from styles, as seen in answers of the service."),
    Evidence("addBanding", DOCUMENTED, "Colours effectiveFormat; two may not overlap."),
    Evidence("updateBanding", DOCUMENTED, "The named fields."),
    Evidence("deleteBanding", DOCUMENTED, "By its id."),
)
TRAITS = (
    Evidence(
        "A1 notation",
        RECORDED,
        "Quotes, open ends, reversed corners, names; the first visible sheet where none is named.",
    ),
    Evidence(
        "what is left out of answers",
        RECORDED,
        "False, zero, a range's sheetId 0; index and sheetId of a sheet and members of unions stay.",
    ),
    Evidence("colours", RECORDED, "256 steps, as colour and as style; that cells round as tabs do is assumed."),
    Evidence(
        "USER_ENTERED",
        RECORDED,
        "Numbers, percentages, money, powers of ten, dates, times, formulas, apostrophes; some formats are assumed.",
    ),
    Evidence(
        "numbers without a format",
        ASSUMED,
        "Up to ten significant digits; powers of ten from 1E+15 and below 1E-9.",
    ),
    Evidence(
        "number formats",
        DOCUMENTED,
        "Sections, conditions, literals, dates, elapsed time; fractions are not played.",
    ),
    Evidence(
        "CellData",
        RECORDED,
        "Effective look, links, errors and their messages as seen in answers of the service.",
    ),
    Evidence(
        "formulas",
        DOCUMENTED,
        "The functions listed in functions.py; any other shows #NAME?, arrays do not spill.",
    ),
    Evidence("formats that formulas bring along", ASSUMED, "TODAY, NOW, references, sums and differences of dates."),
    Evidence("data validation", DOCUMENTED, "The API writes past it."),
    Evidence("limits", DOCUMENTED, "10 million cells a spreadsheet, 50,000 characters a cell."),
    Evidence("time", DOCUMENTED, "TODAY and NOW run on the sandbox's clock in the spreadsheet's time zone."),
)
TABLE = (*METHODS, *REQUESTS, *TRAITS)
