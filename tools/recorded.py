"""Recorded answers of the real service: where they are, and how one is held against the sandbox's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOME = Path(os.environ.get("PDSYNC_SHARED") or Path(__file__).resolve().parents[2] / "shared")
"""The folder of recorded answers and samples, which is no part of the project."""

STEADY = ("id", "spreadsheetId", "sheetId")
"""Of these one always stands for the same other."""

LONG = 19
"""An id that long stands for itself wherever it is found."""

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DOCS_ID = re.compile(r"\b(?:kix|h|id|t|suggest|dropdownItem)\.[a-z0-9]+\b")
IDS = frozenset(
    re.findall(
        r"\w+",
        """
    id documentId spreadsheetId spreadsheetUrl sheetId namedRangeId protectedRangeId objectId headingId
    listId chartId filterViewId bandedRangeId tableId metadataId permissionId permissionIds parents
    fileId webViewLink webContentLink iconLink emailAddress displayName revisionId requiredRevisionId
    headRevisionId etag quotaBytesUsed version photoLink users thumbnailLink contentUri nextPageToken
    newStartPageToken startPageToken me isAppAuthorized
    """,
    )
)
"""Names of what is different each time: ids, addresses, versions."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two answers differ, and what stands there."""

    path: str
    wanted: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.path or '(whole)'}: recorded {_short(self.wanted)}, sandbox {_short(self.got)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:119] + "…"


@dataclass(slots=True)
class Ids:
    """Which of our ids stands for which recorded one; a pair, once met, holds."""

    ours: dict[str, str] = field(default_factory=dict)

    def agree(self, recorded: Any, got: Any) -> bool:
        """Whether the two may stand for each other; the pair is kept."""
        if not isinstance(recorded, str | int) or not isinstance(got, str | int):
            return bool(type(recorded) is type(got))
        return self.ours.setdefault(str(recorded), str(got)) == str(got)

    def translated(self, text: str) -> str:
        """A recorded text with our ids in it."""
        for recorded, ours in self.ours.items():
            if len(recorded) >= LONG:
                text = text.replace(recorded, ours)
        return text


def differences(wanted: Any, got: Any, ids: Ids, path: str = "", name: str = "") -> Iterator[Difference]:
    """Every place where two JSON values differ, ids and times apart."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in sorted(wanted.keys() | got.keys()):
            if key not in got:
                yield Difference(f"{path}.{key}", wanted[key], "(absent)")
            elif key not in wanted:
                yield Difference(f"{path}.{key}", "(absent)", got[key])
            else:
                yield from differences(wanted[key], got[key], ids, f"{path}.{key}", key)
    elif isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            yield Difference(f"{path}[]", f"{len(wanted)} items", f"{len(got)} items")
        for number, (one, other) in enumerate(zip(wanted, got, strict=False)):
            yield from differences(one, other, ids, f"{path}[{number}]", name)
    elif not _alike(wanted, got, ids, name):
        yield Difference(path, wanted, got)


def _alike(wanted: Any, got: Any, ids: Ids, name: str) -> bool:
    if name in IDS and type(wanted) is type(got):
        return (
            ids.agree(wanted, got)
            or not isinstance(wanted, str | int)
            or name not in ("id", "spreadsheetId", "sheetId")
        )
    if isinstance(wanted, str) and isinstance(got, str) and TIME.fullmatch(wanted) and TIME.fullmatch(got):
        return True
    if isinstance(wanted, str) and isinstance(got, str) and wanted != got:
        return ids.translated(wanted) == got
    return type(wanted) is type(got) and bool(wanted == got)


def with_ids_of(document: Any, model: Any, *, known: Any) -> Any:
    """A Doc with its new ids written as in the model: those that neither had before, in the order they stand."""
    old = set(DOCS_ID.findall(json.dumps(known)))
    ours, theirs = (_new(each, old) for each in (document, model))
    if len(ours) != len(theirs):
        return document
    text = json.dumps(document)
    names = dict(zip(ours, theirs, strict=True))
    return json.loads(DOCS_ID.sub(lambda found: names.get(found[0], found[0]), text))


def _new(document: Any, old: set[str]) -> list[str]:
    return list(dict.fromkeys(id for id in DOCS_ID.findall(_body_first(document)) if id not in old))


def _body_first(document: Any) -> str:
    tabs = document.get("tabs") or [{"documentTab": document}]
    bodies = [tab["documentTab"].get("body") for tab in tabs]
    return json.dumps([bodies, json.loads(json.dumps(document, sort_keys=True))], sort_keys=True)
