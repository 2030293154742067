"""Recorded exchanges with Drive and Sheets: single ones and whole stories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE_ID = re.compile(r"/(?:spreadsheets|files)/([\w-]{20,})")
RANKS = {"POST": 0, "PUT": 1, "PATCH": 1, "GET": 2, "DELETE": 3}
"""Which of the exchanges of one second came first: their times tell no more."""

SHEET = "application/vnd.google-apps.spreadsheet"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the answer that the real service gave."""

    method: str
    target: str
    body: Any
    status: int
    answer: Any
    story: str
    when: float

    @property
    def about(self) -> str:
        """The file it is about, by its recorded id; "" for none."""
        found = FILE_ID.search(self.target)
        return found[1] if found else ""


def excerpts(*folders: Path) -> list[Exchange]:
    """Exchanges that were recorded one by one, in the order of each story."""
    found = []
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        for each in held if isinstance(held, list) else [held]:
            if "target" in each:
                found.append(_excerpt(each))
    return sorted(found, key=lambda each: (each.story, each.when, RANKS[each.method]))


def _excerpt(held: dict[str, Any]) -> Exchange:
    when = held["headers"].get("Date")
    return Exchange(
        held["method"],
        held["target"],
        held["body"],
        held["status"],
        held.get("response"),
        held.get("cassette", ""),
        parsedate_to_datetime(when).timestamp() if when else 0.0,
    )


def cassettes(folder: Path) -> Iterator[list[Exchange]]:
    """Whole stories, as vcrpy records them in JSON."""
    for path in sorted(folder.glob("*.json")):
        story = []
        for number, each in enumerate(json.loads(path.read_text(encoding="utf-8"))["interactions"]):
            asked, told = each["request"], each["response"]
            place = urlsplit(asked["uri"])
            target = place.path + (f"?{place.query}" if place.query else "")
            if "googleapis.com" in place.netloc and "/token" not in place.path:
                status, text = told["status"]["code"], told["body"].get("string", "")
                body, answer = parsed(asked["body"]), parsed(text)
                story.append(Exchange(asked["method"], target, body, status, answer, path.stem, float(number)))
        yield story


def parsed(text: str | None) -> Any:
    """The JSON in a text; the text itself if it holds none, None for none."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
