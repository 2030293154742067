"""A corner of an account to try things in: scratch files, raw calls, and everything removed at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.refusals import RATE_REASONS
from pdsync.errors import GoogleError, Unclear

if TYPE_CHECKING:
    from types import TracebackType

    from pdsync.clients.transport import Transport

NAME = "pdsync probe (can be deleted)"
MIME = "application/vnd.google-apps."
HOSTS = {"drive": "www.googleapis.com/drive/v3", "docs": "docs.googleapis.com/v1", "sheets": "sheets.googleapis.com/v4"}
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Seconds to wait when the quota is spent."""
TICK = 0.01
"""Seconds in which a clock of milliseconds has surely moved on."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its HTTP status and its JSON ({} if it has none)."""

    status: int
    body: Json

    @property
    def message(self) -> str:
        """What a refusal says; "" for an answer that is none."""
        return str(self.body.get("error", {}).get("message", ""))

    @property
    def over_quota(self) -> bool:
        """Whether it only asks to come back later."""
        reasons = {each.get("reason") for each in self.body.get("error", {}).get("errors", ())}
        return self.status == 429 or (self.status == 403 and bool(reasons & RATE_REASONS))

    @property
    def verdict(self) -> str:
        """The status, with the refusal's own status or reason and its words."""
        error = self.body.get("error", {})
        reason = error.get("status") or next((each.get("reason") for each in error.get("errors", ())), "")
        return " ".join(str(part) for part in (self.status, reason, self.message) if part)


class Scratch:
    """Scratch files of one account. Leaving the block deletes each of them, whatever happened."""

    def __init__(self, transport: Transport, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._transport, self._sleep = transport, sleep
        self._made: list[str] = []
        self.left: list[str] = []
        """The ids of files that could not be removed."""

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in reversed(self._made):
            try:
                gone = self.call("drive", "DELETE", f"/files/{file}").status in (204, 404)
            except GoogleError:
                gone = False
            if not gone:
                self.left.append(file)

    def call(
        self, api: str, method: str, path: str, body: Json | None = None, query: Mapping[str, str] | None = None
    ) -> Told:
        """What the service answers to one call; over quota, what it answers later. Raises Unclear if nothing came."""
        url = f"https://{HOSTS[api]}{path}" + (f"?{urlencode(query)}" if query else "")
        for pause in (*PAUSES, None):
            told = self._once(method, url, None if body is None else json.dumps(body))
            if pause is None or not told.over_quota:
                break
            self._sleep(pause)
        return told

    def _once(self, method: str, url: str, body: str | None) -> Told:
        try:
            answer = self._transport.send(method, url, body=body, headers={"Content-Type": "application/json"})
        except (NotSent, Lost) as failure:
            raise Unclear("No answer came; scratch files may be left in Drive.") from failure
        try:
            told = json.loads(answer.body) if answer.body else {}
        except ValueError:
            told = {}
        return Told(answer.status, told if isinstance(told, dict) else {})

    def tick(self) -> None:
        """Let Drive's clock of milliseconds move on, so that what happens next has a time of its own."""
        self._sleep(TICK)

    def file(self, kind: str, **more: Any) -> str:
        """The id of a new, empty file: a document, spreadsheet or folder."""
        body = {"name": NAME, "mimeType": MIME + kind, **more}
        return self.kept(self.call("drive", "POST", "/files", body))

    def kept(self, told: Told) -> str:
        """The id of a file that a call made, to be removed at the end; GoogleError if it made none."""
        if told.status != 200 or "id" not in told.body:
            raise GoogleError(f"No scratch file could be made: {told.verdict}", status=told.status)
        self._made.append(told.body["id"])
        return str(told.body["id"])

    def doc(self, text: str) -> str:
        """The id of a new Doc with that text."""
        doc = self.file("document")
        self.edit(doc, {"insertText": {"location": {"index": 1}, "text": text}})
        return doc

    def edit(self, doc: str, *requests: Json, control: Json | None = None) -> Told:
        """A batchUpdate on a Doc."""
        body: Json = {"requests": list(requests)}
        if control:
            body["writeControl"] = control
        return self.call("docs", "POST", f"/documents/{doc}:batchUpdate", body)

    def read(self, doc: str) -> Json:
        """The Doc's first tab, and its revisionId beside it."""
        told = self.call("docs", "GET", f"/documents/{doc}", query={"includeTabsContent": "true"})
        tab: Json = told.body.get("tabs", [{}])[0].get("documentTab", {})
        return {**tab, "revisionId": told.body.get("revisionId", "")}

    def paragraphs(self, doc: str) -> list[tuple[str, Json]]:
        """Text and style of each paragraph of a Doc's body."""
        content = self.read(doc).get("body", {}).get("content", [])
        return [
            (
                "".join(one.get("textRun", {}).get("content", "") for one in each["paragraph"]["elements"]),
                each["paragraph"]["paragraphStyle"],
            )
            for each in content
            if "paragraph" in each
        ]

    def change(self, sheet: str, *requests: Json) -> Told:
        """A batchUpdate on a Sheet."""
        return self.call("sheets", "POST", f"/spreadsheets/{sheet}:batchUpdate", {"requests": list(requests)})

    def type_in(self, sheet: str, where: str, *rows: list[Any]) -> Told:
        """Values as a person types them."""
        query = {"valueInputOption": "USER_ENTERED"}
        return self.call("sheets", "PUT", f"/spreadsheets/{sheet}/values/{where}", {"values": list(rows)}, query)

    def shown(self, sheet: str, where: str) -> list[list[Any]]:
        """Values as a Sheet shows them."""
        found: list[list[Any]] = self.call("sheets", "GET", f"/spreadsheets/{sheet}/values/{where}").body.get(
            "values", []
        )
        return found
