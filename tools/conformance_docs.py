"""Recorded Docs, brought in and read back; recorded changes, made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from pdsync.sandbox import Sandbox
from tools.recorded import Difference, Ids, differences, with_ids_of

OWN = ("documentId", "revisionId", "title", "suggestionsViewMode")
"""What belongs to the file or to the reader rather than to what stands in the Doc."""


class Desk:
    """One account at the sandbox."""

    def __init__(self, box: Sandbox, email: str) -> None:
        self.box, self.email = box, email
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {box.token(email)}"

    def bring_in(self, document: dict[str, Any]) -> str:
        """The id of a Doc made of a documents.get answer."""
        answer = requests.post(
            f"{self.box.url}/_sandbox/documents",
            json={"document": document, "email": self.email},
            headers={"Authorization": f"Bearer {self.box.admin_token}"},
            timeout=30,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return str(found["documentId"])

    def call(self, method: str, path: str, **more: Any) -> Any:
        """An answer's JSON; a refusal raises."""
        answer = self.session.request(method, self.box.url + path, timeout=30, **more)
        answer.raise_for_status()
        return answer.json()

    def document(self, doc: str, *, tabs: bool) -> dict[str, Any]:
        """The Doc as an editor reads it."""
        query = {"includeTabsContent": "true"} if tabs else {}
        found: dict[str, Any] = self.call("GET", f"/v1/documents/{doc}", params=query)
        return found


def documents(box: Sandbox, folder: Path) -> Iterator[tuple[str, list[Difference]]]:
    """Every recorded Doc and how it differs when it is brought in and read back."""
    desk = Desk(box, "docs@school.example")
    for path in sorted(folder.glob("*.json")):
        recorded = json.loads(path.read_text(encoding="utf-8"))
        got = desk.document(desk.bring_in(recorded), tabs="tabs" in recorded)
        yield path.stem, list(differences(_content(recorded), _content(got), Ids()))


def changes(box: Sandbox, folder: Path) -> Iterator[tuple[str, list[Difference]]]:
    """Every recorded change and how its outcome differs when it is made again."""
    desk = Desk(box, "docs@school.example")
    for path in sorted(each for each in folder.iterdir() if each.is_dir()):
        before, request, after = (
            json.loads((path / f"{name}.json").read_text(encoding="utf-8")) for name in ("before", "request", "after")
        )
        doc = desk.bring_in(before)
        body = request if isinstance(request, dict) else {"requests": request}
        desk.call("POST", f"/v1/documents/{doc}:batchUpdate", json={"requests": body["requests"]})
        got = with_ids_of(_content(desk.document(doc, tabs="tabs" in after)), _content(after), known=before)
        yield path.name, list(differences(_content(after), got, Ids()))


def _content(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in OWN}
