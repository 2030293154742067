"""A Doc as plain HTML."""

from __future__ import annotations

from html import escape

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.drive.doc_lines import Grid, Line, Run, blocks

TAGS = {
    "TITLE": "p",
    "SUBTITLE": "p",
    "NORMAL_TEXT": "p",
    **{f"HEADING_{level}": f"h{level}" for level in range(1, 7)},
}


def written(content: Content, name: str) -> str:
    """The Doc as a page."""
    parts, depth = [], 0
    for block in blocks(content):
        level = block.level + 1 if isinstance(block, Line) else 0
        while depth > level:
            parts.append("</ul>")
            depth -= 1
        while depth < level:
            parts.append("<ul>")
            depth += 1
        parts.append(_table(block) if isinstance(block, Grid) else _line(block))
    parts += ["</ul>"] * depth
    head = f'<meta content="text/html; charset=UTF-8" http-equiv="content-type"><title>{escape(name)}</title>'
    return f"<html><head>{head}</head><body>{''.join(parts)}</body></html>"


def _table(grid: Grid) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{''.join(map(_line, cell))}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return f"<table>{rows}</table>"


def _line(line: Line) -> str:
    tag = "li" if line.level >= 0 else TAGS.get(line.style, "p")
    kind = f' class="{line.style.lower()}"' if line.style in ("TITLE", "SUBTITLE") and tag == "p" else ""
    return f"<{tag}{kind}>{''.join(map(_run, line.runs))}</{tag}>"


def _run(run: Run) -> str:
    text = escape(run.text).replace("\v", "<br>")
    for wanted, tag in ((run.bold, "b"), (run.italic, "i"), (run.underline and not run.link, "u"), (run.struck, "s")):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
