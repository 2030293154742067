"""Simple HTML as lines: headings, paragraphs, lists, emphasis, links; a table's row is a line."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from pdsync.sandbox.drive.doc_lines import Line, Run

SILENT = ("head", "style", "script", "title", "template")
HEADINGS = {f"h{level}": f"HEADING_{level}" for level in range(1, 7)}
BLOCKS = ("p", "div", "blockquote", "pre", "tr", "li", "ul", "ol", "table", "section", "article", *HEADINGS)
EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "struck",
            "del": "struck", "strike": "struck"}  # fmt: skip
SPACE = re.compile(r"[ \t\n\r]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.lists: list[tuple[str, int]] = []
        self.style = "NORMAL_TEXT"
        self.item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.runs.append(Run("\v"))
            return
        if tag in BLOCKS:
            self.flush()
        if tag in HEADINGS:
            self.style = HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self.lists.append((tag, 0))
        elif tag == "li":
            self.item = True
            if self.lists:
                kind, number = self.lists[-1]
                self.lists[-1] = (kind, number + 1)
        elif tag in ("td", "th") and self.runs:
            self.runs.append(Run("\t"))
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag in SILENT or tag in EMPHASIS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
        if tag in HEADINGS:
            self.style = "NORMAL_TEXT"
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "a" and self.links:
            self.links.pop()
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()

    def handle_data(self, data: str) -> None:
        if any(tag in SILENT for tag in self.open):
            return
        text = SPACE.sub(" ", data)
        if not self.runs or self.runs[-1].text.endswith((" ", "\v", "\t")):
            text = text.lstrip(" ")
        if text:
            style = {EMPHASIS[tag]: True for tag in self.open if tag in EMPHASIS}
            link = self.links[-1] if self.links else ""
            self.runs.append(Run(text, link=link, **style))

    def flush(self) -> None:
        """End the line."""
        runs, self.runs = self.runs, []
        if runs and not "".join(run.text for run in runs).strip():
            runs = []
        if runs:
            level, number = (len(self.lists) - 1, 0) if self.item and self.lists else (-1, 0)
            if level >= 0 and self.lists[-1][0] == "ol":
                number = self.lists[-1][1]
            self.lines.append(Line(tuple(runs), self.style, level, number))
            self.item = False


def lines(text: str) -> list[Line]:
    """The lines of a page; one empty line, if there is nothing on it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return [_nested(line) for line in reader.lines] or [Line(())]


def _nested(line: Line) -> Line:
    """The line with a tab for each level of nesting, as createParagraphBullets wants it."""
    return line if line.level <= 0 else Line((Run("\t" * line.level), *line.runs), line.style, line.level, line.number)
