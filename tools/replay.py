"""Recorded exchanges with Drive and Sheets, sent again in their order; each answer is held against the recorded one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from pdsync.sandbox import Sandbox
from tools.recorded import Difference, Ids, differences

FILE_ID = re.compile(r"/(?:spreadsheets|files)/([\w-]{20,})")
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


@dataclass(frozen=True, slots=True)
class Replayed:
    """One exchange sent again: the story it belongs to, what it was, how the answer differs."""

    story: str
    what: str
    differs: list[Difference]


def excerpts(folder: Path) -> list[Exchange]:
    """Exchanges that were recorded one by one, in the order of each story."""
    found = []
    for path in sorted(folder.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        for each in held if isinstance(held, list) else [held]:
            if "target" in each:
                found.append(_excerpt(each))
    return sorted(found, key=lambda each: (each.story, each.when))


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
                body, answer = _json(asked["body"]), _json(text)
                story.append(Exchange(asked["method"], target, body, status, answer, path.stem, float(number)))
        yield story


def _json(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


class Stage:
    """An account at the sandbox on which a story is played again."""

    def __init__(self, box: Sandbox, email: str) -> None:
        self.box, self.ids = box, Ids()
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {box.token(email)}"

    def play(self, story: Iterable[Exchange]) -> Iterator[Replayed]:
        """Each exchange of the story, sent again. A file that the story does not make is made for it, empty."""
        for exchange in story:
            if exchange.about and exchange.about not in self.ids.ours and exchange.status < 400:
                self.ids.ours[exchange.about] = self._file(exchange)
            answer = self._send(exchange)
            yield Replayed(exchange.story, f"{exchange.method} {exchange.target}", list(self._held(exchange, answer)))

    def _file(self, exchange: Exchange) -> str:
        name = f"Test {exchange.story.replace('.', ' ')}"
        made = self.session.post(f"{self.box.url}/drive/v3/files", json={"name": name, "mimeType": SHEET}, timeout=30)
        made.raise_for_status()
        return str(made.json()["id"])

    def _send(self, exchange: Exchange) -> requests.Response:
        body = None if exchange.body is None else json.loads(self._ours(json.dumps(exchange.body)))
        more: dict[str, Any] = {"data": body.encode()} if isinstance(body, str) else {"json": body}
        if body is None:
            more = {}
        return self.session.request(exchange.method, self.box.url + self._ours(exchange.target), timeout=30, **more)

    def _ours(self, text: str) -> str:
        """The text with our ids in the place of the recorded ones; short numbers are ids only as a whole value."""
        for recorded, ours in sorted(self.ids.ours.items(), key=lambda pair: -len(pair[0])):
            if len(recorded) >= 20:
                text = text.replace(recorded, ours)
            elif len(recorded) >= 6:
                text = re.sub(rf"(?<![\w-]){re.escape(recorded)}(?![\w-])", ours, text)
        return text

    def _held(self, exchange: Exchange, answer: requests.Response) -> Iterator[Difference]:
        if answer.status_code != exchange.status:
            yield Difference("status", exchange.status, f"{answer.status_code} {answer.text[:200]}")
            return
        got = _json(answer.content.decode("utf-8"))
        if isinstance(exchange.answer, dict | list):
            yield from differences(exchange.answer, got, self.ids)
        elif (exchange.answer or None) != (got or None):
            yield Difference("body", exchange.answer, got)
