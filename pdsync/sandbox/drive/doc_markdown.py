"""A Doc as Markdown."""

from __future__ import annotations

import re

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.drive.doc_lines import Grid, Line, Run, blocks

HEADS = {"TITLE": "# ", **{f"HEADING_{level}": "#" * level + " " for level in range(1, 7)}}
SPECIAL = re.compile(r"([\\`*_\[\]<>#])")


def written(content: Content, name: str) -> str:
    """The Doc's text, its headings, lists, tables, links and emphasis."""
    del name
    parts: list[str] = []
    items = False
    for block in blocks(content):
        now_items = isinstance(block, Line) and block.level >= 0
        text = _table(block) if isinstance(block, Grid) else _line(block)
        parts.append(("\n" if items and now_items else "\n\n") + text if parts else text)
        items = now_items
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip("\n") + "\n"


def _table(grid: Grid) -> str:
    rows = ["| " + " | ".join(" ".join(map(_runs, cell)) for cell in row) + " |" for row in grid.rows]
    width = len(grid.rows[0]) if grid.rows else 0
    return "\n".join([*rows[:1], "|" + " --- |" * width, *rows[1:]])


def _line(line: Line) -> str:
    if line.level >= 0:
        return "  " * line.level + (f"{line.number}. " if line.number else "* ") + _runs(line)
    return HEADS.get(line.style, "") + _runs(line)


def _runs(line: Line) -> str:
    return "".join(map(_run, line.runs))


def _run(run: Run) -> str:
    text = SPECIAL.sub(r"\\\1", run.text).replace("\v", "  \n")
    if text.strip():
        for wanted, sign in ((run.struck, "~~"), (run.italic, "*"), (run.bold, "**")):
            if wanted:
                inner = text.strip()
                text = text.replace(inner, f"{sign}{inner}{sign}", 1)
    return f"[{text}]({run.link})" if run.link else text
