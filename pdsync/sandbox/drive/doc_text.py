"""A Doc as plain text: a byte order mark, lines that end in CRLF."""

from __future__ import annotations

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.drive.doc_lines import Grid, Line, blocks

MARK = "\ufeff"
INDENT = 3


def written(content: Content, name: str) -> str:
    """The Doc's text. Items of lists begin with an asterisk or a number; a table is a line for each row."""
    del name
    lines = []
    for block in blocks(content):
        if isinstance(block, Grid):
            lines += ["\t".join("\r\n".join(map(_line, cell)) for cell in row) for row in block.rows]
        else:
            lines.append(_line(block))
    return MARK + "\r\n".join(lines)


def _line(line: Line) -> str:
    text = line.text.replace("\v", "\r\n")
    if line.level < 0:
        return text
    return " " * (INDENT * line.level) + (f"{line.number}. " if line.number else "* ") + text
