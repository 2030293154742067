"""What has to be there before a recorded story begins: the files, sheets, ranges and values that it finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from tools.exchange import SHEET, Exchange

Json = dict[str, Any]
RANGE = re.compile(r"/values/([^?:]+|[^?]+?)(?:\?|$)")
IDS = {"namedRangeId": "addNamedRange", "protectedRangeId": "addProtectedRange"}


def older_files(story: Iterable[Exchange]) -> dict[str, Json]:
    """Recorded ids of the files that were there before, oldest first, with what makes each."""
    made: set[str] = set()
    found: dict[str, Json] = {}
    for each in story:
        if each.method == "POST" and each.status == 200 and isinstance(each.answer, dict) and "id" in each.answer:
            made.add(each.answer["id"])
        for file in _files(each.answer):
            if file["id"] not in made:
                found.setdefault(file["id"], {"name": file["name"], "mimeType": file.get("mimeType", SHEET)})
        if each.about and each.about not in made and each.status < 400:
            found.setdefault(each.about, {"name": f"Test {each.story.replace('.', ' ')}", "mimeType": SHEET})
    return dict(reversed(found.items()))


def _files(answer: Any) -> Iterator[Json]:
    if isinstance(answer, dict):
        if isinstance(answer.get("id"), str) and isinstance(answer.get("name"), str):
            yield answer
        if "spreadsheetId" in answer and "properties" in answer:
            yield {"id": answer["spreadsheetId"], "name": answer["properties"]["title"]}
        yield from (file for file in answer.get("files", ()) if {"id", "name"} <= file.keys())


def older_things(story: Iterable[Exchange]) -> Iterator[tuple[str, Json]]:
    """By recorded file id: the requests that make sheets and ranges which the story changes and never made."""
    seen: set[str] = set()
    for each in story:
        for request in (each.body or {}).get("requests", ()) if isinstance(each.body, dict) else ():
            for name, value in _named(request):
                if str(value) not in seen:
                    seen.add(str(value))
                    yield each.about, _making(name, value)
        seen |= {str(value) for _, value in _named(each.answer)}


def _named(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("sheetId", *IDS) and inner:
                yield name, inner
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _making(name: str, id: Any) -> Json:
    if name == "sheetId":
        return {"addSheet": {"properties": {"sheetId": id, "title": f"sheet {id}"}}}
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    what = {"range": area, name: id}
    return {"addNamedRange": {"namedRange": {**what, "name": f"range{id}"}}} if name == "namedRangeId" else {
        "addProtectedRange": {"protectedRange": what}
    }  # fmt: skip


def values_before(story: Iterable[Exchange]) -> Iterator[tuple[str, str, list[Any], str]]:
    """By recorded file id: ranges that the story reads before it wrote any value, with what it finds there."""
    for each in story:
        if each.method != "GET" and "/values" in each.target:
            return
        answer = each.answer if isinstance(each.answer, dict) else {}
        for one in answer.get("valueRanges", [answer]):
            if "values" in one and "range" in one:
                yield each.about, one["range"], one["values"], one.get("majorDimension", "ROWS")


def sheet_of(where: str) -> str:
    """The title of the sheet in an A1 range."""
    title = unquote(where).rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
