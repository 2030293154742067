"""Text, HTML and separated values as Docs and Sheets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.docs.content import Content as Doc
from pdsync.sandbox.docs.handlers import edited, new_revision
from pdsync.sandbox.docs.model import units
from pdsync.sandbox.drive import converting
from pdsync.sandbox.drive.doc_lines import Line, Run
from pdsync.sandbox.drive.files import DOC, File
from pdsync.sandbox.drive.html_lines import lines as html_lines
from pdsync.sandbox.sheets import csv_text

if TYPE_CHECKING:
    from pdsync.sandbox.store import Content, User

Json = dict[str, Any]
STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")
"""What no Doc keeps."""
STYLES = (("bold", "bold"), ("italic", "italic"), ("underline", "underline"), ("struck", "strikethrough"))


def content(file: File, kind: str, text: str, *, user: User, now: datetime) -> Content:
    """The content of a new Doc or Sheet made of that text."""
    if file.mime_type == DOC:
        clean = text.replace("\r\n", "\n").replace("\r", "\n")
        found = html_lines(clean) if kind == "text/html" else [Line((Run(each),)) for each in clean.split("\n")]
        return document(found, user=user, now=now)
    delimiter = "\t" if kind == "text/tab-separated-values" else ","
    return csv_text.from_text(file.name, text, now=now, delimiter=delimiter)


def document(lines: list[Line], *, user: User, now: datetime) -> Doc:
    """A Doc of these lines."""
    blank = converting.empty(DOC)
    assert isinstance(blank, Doc)
    cleaned = [_cleaned(line) for line in lines]
    requests = [*_text(cleaned), *_looks(cleaned), *_bullets(cleaned)]
    if not requests:
        return blank
    after, _ = edited(blank, requests, user=user, now=now)
    return replace(after, history=(), revision=new_revision(), rendered={})


def _cleaned(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, text=STRIPPED.sub("", run.text)) for run in line.runs))


def _text(lines: list[Line]) -> list[Json]:
    whole = "\n".join(line.text for line in lines)
    return [{"insertText": {"location": {"index": 1}, "text": whole}}] if whole else []


def _looks(lines: list[Line]) -> list[Json]:
    requests: list[Json] = []
    at = 1
    for line in lines:
        width = units(line.text)
        if line.style != "NORMAL_TEXT":
            style = {"paragraphStyle": {"namedStyleType": line.style}, "fields": "namedStyleType"}
            requests.append({"updateParagraphStyle": {"range": _range(at, at + width + 1), **style}})
        start = at
        for run in line.runs:
            end = start + units(run.text)
            if (style := _style(run)) and end > start:
                names = ",".join(style)
                requests.append({"updateTextStyle": {"range": _range(start, end), "textStyle": style, "fields": names}})
            start = end
        at += width + 1
    return requests


def _style(run: Run) -> Json:
    style: Json = {name: True for attribute, name in STYLES if getattr(run, attribute)}
    return style | ({"link": {"url": run.link}} if run.link else {})


def _bullets(lines: list[Line]) -> list[Json]:
    """Lists, the last one first: making one takes its tabs away and moves what follows."""
    requests: list[Json] = []
    at = 1
    spans: list[tuple[int, int, bool]] = []
    before: Line | None = None
    for line in lines:
        end = at + units(line.text) + 1
        if line.level >= 0:
            ordered = bool(line.number)
            if before is not None and before.level >= 0 and spans and spans[-1][2] == ordered:
                spans[-1] = (spans[-1][0], end, ordered)
            else:
                spans.append((at, end, ordered))
        before, at = line, end
    for start, end, ordered in reversed(spans):
        preset = "NUMBERED_DECIMAL_ALPHA_ROMAN" if ordered else "BULLET_DISC_CIRCLE_SQUARE"
        # The last paragraph's newline is the body's own.
        span = _range(start, max(end - 1, start + 1))
        requests.append({"createParagraphBullets": {"range": span, "bulletPreset": preset}})
    return requests


def _range(start: int, end: int) -> Json:
    return {"startIndex": start, "endIndex": end}
