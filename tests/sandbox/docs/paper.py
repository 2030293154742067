"""A Doc on the bench: requests go straight to the engine, what comes of them is read back, and every index is checked."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from pdsync.sandbox.docs import batch, codec
from pdsync.sandbox.docs.blank import blank
from pdsync.sandbox.docs.draft import Author, Draft
from pdsync.sandbox.docs.suggestions import INLINE, view

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ME = Author("sam@students.example", "Sam", "1001")
OTHER = Author("lee@students.example", "Lee", "1002")


class Paper:
    def __init__(self, text=""):
        self.content = blank()
        self._ids = itertools.count(100001)
        if text:
            self.type(text)

    def answer(self, *requests, author=ME, suggest=False):
        draft = Draft(self.content, lambda: f"{next(self._ids)}", NOW, author)
        answer = batch.apply(draft, list(requests), suggest=suggest)
        self.content = draft.content
        check(self.body())
        return answer

    def do(self, *requests, **more):
        return self.answer(*requests, **more)["replies"]

    def type(self, text, index=1, **more):
        location = {"index": index, **more.pop("location", {})}
        return self.do({"insertText": {"location": location, "text": text}}, **more)

    def cut(self, start, end, **more):
        return self.do({"deleteContentRange": {"range": span(start, end)}}, **more)

    def read(self, mode=INLINE):
        return {**self.content.fields, **codec.write(view(self.content, mode))}

    def tab(self, number=0, mode=INLINE):
        return self.read(mode)["tabs"][number]["documentTab"]

    def body(self, number=0, mode=INLINE):
        return self.tab(number, mode)["body"]["content"]

    def lines(self, number=0, mode=INLINE):
        return [text_of(each) for each in self.body(number, mode) if "paragraph" in each]

    def paragraph(self, number):
        return [each["paragraph"] for each in self.body() if "paragraph" in each][number]

    def runs(self, number):
        return [
            (each["textRun"]["content"], each["textRun"]["textStyle"])
            for each in self.paragraph(number)["elements"]
            if "textRun" in each
        ]

    def tables(self):
        return [each for each in self.body() if "table" in each]

    def cells(self, number=0):
        rows = self.tables()[number]["table"]["tableRows"]
        return [
            ["".join(text_of(each) for each in cell["content"]).rstrip("\n") for cell in row["tableCells"]]
            for row in rows
        ]


def span(start, end, **more):
    return {"startIndex": start, "endIndex": end, **more}


def cell(start, row, column):
    return {"tableStartLocation": {"index": start}, "rowIndex": row, "columnIndex": column}


def text_of(element):
    parts = element.get("paragraph", {}).get("elements", ())
    return "".join(each.get("textRun", {}).get("content", "\N{OBJECT REPLACEMENT CHARACTER}") for each in parts)


def check(content, at=0):
    """Walk a list of structural elements and hold every index against what stands there; the end index."""
    for element in content:
        assert element.get("startIndex", 0) == at, element
        if "paragraph" in element:
            at = _check_paragraph(element, at)
        elif "table" in element:
            at = _check_table(element, at)
        elif "tableOfContents" in element:
            at = check(element["tableOfContents"]["content"], at + 1) + 1
        else:
            at += 1
        assert element["endIndex"] == at, element
    return at


def _check_paragraph(element, at):
    elements = element["paragraph"]["elements"]
    for each in elements:
        assert each.get("startIndex", 0) == at
        text = each.get("textRun", {}).get("content")
        at += len(text.encode("utf-16-le")) // 2 if text is not None else 1
        assert each["endIndex"] == at
        assert text is None or text
        assert text is None or "\n" not in text[:-1]
    assert elements[-1]["textRun"]["content"].endswith("\n")
    assert all(not each.get("textRun", {}).get("content", "").endswith("\n") for each in elements[:-1])
    return at


def _check_table(element, at):
    table = element["table"]
    assert table["rows"] == len(table["tableRows"])
    at += 1
    for row in table["tableRows"]:
        assert row["startIndex"] == at
        at += 1
        for each in row["tableCells"]:
            assert each["startIndex"] == at
            at = check(each["content"], at + 1)
            assert each["endIndex"] == at
        assert row["endIndex"] == at
    return at + 1
