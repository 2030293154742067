"""Recorded exchanges with Drive and Sheets, sent again in their order; each answer is held against the recorded one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from pdsync.sandbox import Sandbox
from tools import setting
from tools.exchange import Exchange, parsed
from tools.recorded import LONG, Difference, Ids, differences


@dataclass(frozen=True, slots=True)
class Replayed:
    """One exchange sent again: the story it belongs to, what it was, how the answer differs."""

    story: str
    what: str
    differs: list[Difference]


SHORT = 6
"""A shorter number is no id."""


class Stage:
    """An account at the sandbox on which a story is played again."""

    def __init__(self, box: Sandbox, email: str) -> None:
        self.box, self.ids = box, Ids()
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {box.token(email)}"

    def play(self, story: Sequence[Exchange]) -> Iterator[Replayed]:
        """Each exchange of the story, sent again, after what it finds was put there."""
        self._set(story)
        for exchange in story:
            answer = self._send(exchange)
            yield Replayed(exchange.story, f"{exchange.method} {exchange.target}", list(self._held(exchange, answer)))

    def _set(self, story: Sequence[Exchange]) -> None:
        for recorded, body in setting.older_files(story).items():
            self.ids.ours[recorded] = str(self._call("POST", "/drive/v3/files", body)["id"])
        for recorded, request in setting.older_things(story):
            if recorded in self.ids.ours:
                self._call("POST", f"/v4/spreadsheets/{self.ids.ours[recorded]}:batchUpdate", {"requests": [request]})
        for recorded, where, values, dimension in setting.values_before(story):
            if sheet := self.ids.ours.get(recorded):
                self._write(sheet, where, {"values": values, "majorDimension": dimension})

    def _write(self, sheet: str, where: str, body: dict[str, Any]) -> None:
        if (title := setting.sheet_of(where)) != "Sheet1":
            add = {"addSheet": {"properties": {"title": title}}}
            self._call("POST", f"/v4/spreadsheets/{sheet}:batchUpdate", {"requests": [add]}, may_fail=True)
        self._call("PUT", f"/v4/spreadsheets/{sheet}/values/{quote(where)}?valueInputOption=RAW", body)

    def _call(self, method: str, path: str, body: dict[str, Any], *, may_fail: bool = False) -> Any:
        answer = self.session.request(method, self.box.url + path, json=body, timeout=30)
        if not may_fail:
            answer.raise_for_status()
        return answer.json()

    def _send(self, exchange: Exchange) -> requests.Response:
        body = None if exchange.body is None else json.loads(self._ours(json.dumps(exchange.body)))
        more: dict[str, Any] = {"json": body}
        if isinstance(body, str):
            more = {"data": body.encode(), "headers": {"Content-Type": "text/csv"}}
        if body is None:
            more = {}
        return self.session.request(exchange.method, self.box.url + self._ours(exchange.target), timeout=30, **more)

    def _ours(self, text: str) -> str:
        """The text with our ids in the place of the recorded ones; short numbers are ids only as a whole value."""
        text = self.ids.translated(text)
        for recorded, ours in self.ids.ours.items():
            if SHORT <= len(recorded) < LONG:
                text = re.sub(rf"(?<![\w-]){re.escape(recorded)}(?![\w-])", ours, text)
        return text

    def _held(self, exchange: Exchange, answer: requests.Response) -> Iterator[Difference]:
        if answer.status_code != exchange.status:
            yield Difference("status", exchange.status, f"{answer.status_code} {answer.text[:200]}")
            return
        got = parsed(answer.content.decode("utf-8"))
        if isinstance(exchange.answer, dict | list):
            yield from differences(exchange.answer, got, self.ids)
        elif (exchange.answer or None) != (got or None):
            yield Difference("body", exchange.answer, got)
