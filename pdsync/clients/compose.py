"""A template as the Docs requests that write it into an empty Doc."""

from __future__ import annotations

from typing import Any

from pdsync.goals.template import Blank, Choice, Heading, Paragraph, Piece, Table, Template, Title

Request = dict[str, Any]


def requests_for(template: Template) -> list[Request]:
    """The requests, in order: all text at once, its styles, then chips and tables from the last to the first.

    What is put in later stands before all that was put in already, so no index has to be counted twice.
    """
    text = "".join(_line(piece) + "\n" for piece in template.pieces if not isinstance(piece, Table))
    requests: list[Request] = [{"insertText": {"location": {"index": 1}, "text": text.removesuffix("\n")}}]
    inner: list[list[Request]] = []
    names: dict[str, str] = {}
    start = 1
    for piece in template.pieces:
        if isinstance(piece, Table):
            inner.append(_table(piece, start - 1))
            continue
        end = start + units(_line(piece)) + 1
        requests += _style(piece, start, end)
        if isinstance(piece, Choice):
            if piece.name not in names:
                names[piece.name] = f"kix.choice{len(names) + 1}"
                requests.append(_definition(piece, names[piece.name]))
            inner.append([_chip(piece, names[piece.name], end - 1)])
        start = end
    for some in reversed(inner):
        requests += some
    return requests


def units(text: str) -> int:
    """How long Docs takes a text to be: in UTF-16 code units.

    >>> units("a🌱")
    3
    """
    return len(text.encode("utf-16-le")) // 2


def _line(piece: Piece) -> str:
    match piece:
        case Title(text) | Heading(text, _) | Paragraph(text, _):
            return text
        case Choice(label, _, _, _):
            return label
        case Blank() | Table():
            return ""


def _style(piece: Piece, start: int, end: int) -> list[Request]:
    match piece:
        case Title():
            return [_named("TITLE", start, end)]
        case Heading(_, level):
            return [_named(f"HEADING_{level}", start, end)]
        case Paragraph(_, True) | Choice():
            return [_bold(start, end - 1)]
        case _:
            return []


def _named(name: str, start: int, end: int) -> Request:
    span = {"startIndex": start, "endIndex": end}
    style = {"namedStyleType": name}
    return {"updateParagraphStyle": {"range": span, "paragraphStyle": style, "fields": "namedStyleType"}}


def _bold(start: int, end: int) -> Request:
    span = {"startIndex": start, "endIndex": end}
    return {"updateTextStyle": {"range": span, "textStyle": {"bold": True}, "fields": "bold"}}


def _option(number: int) -> str:
    return f"dropdownItem.option{number}"


def _definition(choice: Choice, name: str) -> Request:
    options = [{"optionId": _option(number), "displayValue": text} for number, text in enumerate(choice.options)]
    properties = {"title": choice.name, "options": options}
    definition = {"dropdownDefinitionId": name, "dropdownDefinitionProperties": properties}
    return {"createDropdownDefinition": {"dropdownDefinition": definition}}


def _chip(choice: Choice, name: str, index: int) -> Request:
    chosen = _option(choice.options.index(choice.chosen))
    return {
        "insertDropdown": {
            "dropdownDefinitionId": name,
            "selectedOptionId": chosen,
            "location": {"index": index},
        }
    }


def _table(table: Table, index: int) -> list[Request]:
    """A table put in at the end of the paragraph before it: that paragraph's newline comes to stand after the table."""
    columns = len(table.heading)
    made: list[Request] = [
        {"insertTable": {"rows": 1 + table.empty_rows, "columns": columns, "location": {"index": index}}}
    ]
    for column in reversed(range(columns)):
        cell = index + 4 + 2 * column
        text = table.heading[column]
        made.append({"insertText": {"location": {"index": cell}, "text": text}})
        made.append(_bold(cell, cell + units(text)))
    return made
