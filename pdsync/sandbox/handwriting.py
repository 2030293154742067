"""A student at work in a goal Doc: finds the questions and writes below them, through the Docs API, as themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

DOC = "application/vnd.google-apps.document"
Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a Doc: its text, where it starts and ends, and the dropdown in it."""

    text: str
    start: int
    end: int
    dropdown: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A Doc's first tab as a person sees it: paragraphs, tables, and what each dropdown offers."""

    lines: tuple[Line, ...]
    tables: tuple[tuple[int, int], ...]
    options: Mapping[str, Mapping[str, str]]

    def below(self, question: str) -> tuple[tuple[Line, Line | None], ...]:
        """Every line that begins with the question, with the empty line below it, if there is one."""
        found = []
        for place, line in enumerate(self.lines):
            if line.text.casefold().startswith(question.casefold()):
                after = self.lines[place + 1] if place + 1 < len(self.lines) else None
                found.append((line, after if after and not after.text.strip() else None))
        return tuple(found)


class Desk:
    """Where one student sits: an address, a token, and the calls a student's typing amounts to."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {token}"

    def docs(self) -> list[str]:
        """The ids of the Docs that the student can see, oldest first."""
        query = {"q": f"mimeType = '{DOC}' and trashed = false", "orderBy": "createdTime", "fields": "files(id)"}
        return [file["id"] for file in self._call("GET", "/drive/v3/files", params=query)["files"]]

    def page(self, doc: str) -> Page:
        """The Doc as it stands."""
        query = {"includeTabsContent": "true", "suggestionsViewMode": "SUGGESTIONS_INLINE"}
        return read(self._call("GET", f"/v1/documents/{doc}", params=query))

    def edit(self, doc: str, changes: Sequence[Request], *, suggest: bool = False) -> list[Request]:
        """Carry out the changes in one go, or suggest them; what Docs replied to each."""
        body: dict[str, Any] = {"requests": list(changes)}
        if suggest:
            body["writeControl"] = {"writeMode": "SUGGEST"}
        replies: list[Request] = self._call("POST", f"/v1/documents/{doc}:batchUpdate", json=body).get("replies", [])
        return replies

    def share_by_link(self, doc: str) -> None:
        """Let anyone with the link read the Doc."""
        self._call("POST", f"/drive/v3/files/{doc}/permissions", json={"type": "anyone", "role": "reader"})

    def close(self) -> None:
        """Leave."""
        self.session.close()

    def _call(self, method: str, path: str, **more: Any) -> Any:
        answer = self.session.request(method, self.url + path, timeout=30, **more)
        if not answer.ok:
            raise RuntimeError(f"{method} {path.split('?')[0]}: {answer.status_code} {answer.text[:300]}")
        return answer.json()


def read(document: Mapping[str, Any]) -> Page:
    """The page of a documents.get answer."""
    tab = document["tabs"][0]["documentTab"]
    elements = tab["body"]["content"]
    tables = tuple((one.get("startIndex", 0), one["endIndex"]) for one in elements if "table" in one)
    options = {
        name: {one["displayValue"]: one["optionId"] for one in definition["dropdownDefinitionProperties"]["options"]}
        for name, definition in tab.get("dropdownDefinitions", {}).items()
    }
    return Page(tuple(_lines(elements)), tables, options)


def _lines(elements: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    for element in elements:
        if paragraph := element.get("paragraph"):
            parts = paragraph["elements"]
            text = "".join(part.get("textRun", {}).get("content", "") for part in parts).rstrip("\n")
            chip = next((part["dropdown"] for part in parts if "dropdown" in part), None)
            yield Line(text, element.get("startIndex", 0), element["endIndex"], chip)


def writing(line: Line, room: Line | None, text: str) -> list[Request]:
    """The changes that put the text into the room below a question, or on a new line if there is none."""
    if room is not None:
        return [_insert(room.start, text)]
    return [_insert(line.end - 1, "\n" + text)]


def choosing(page: Page, line: Line, status: str) -> list[Request]:
    """The changes that set the status: by its dropdown, or typed after the label where the dropdown is gone."""
    chip = line.dropdown
    if chip is None:
        return [_insert(line.end - 1, status)]
    choices = page.options[chip["dropdownProperties"]["dropdownDefinitionId"]]
    change = {"selectedOptionId": choices[status]}
    return [
        {
            "updateDropdownProperties": {
                "dropdownId": chip["dropdownId"],
                "dropdownProperties": change,
                "fields": "selectedOptionId",
            }
        }
    ]


def erasing(start: int, end: int) -> list[Request]:
    """The changes that take a stretch away."""
    return [{"deleteContentRange": {"range": {"startIndex": start, "endIndex": end}}}]


def _insert(index: int, text: str) -> Request:
    return {"insertText": {"location": {"index": index}, "text": text}}


def back_to_front(changes: Sequence[Sequence[Request]]) -> list[Request]:
    """All changes in one list, the last in the Doc first, so that none moves another's place."""
    return [one for group in sorted(changes, key=_place, reverse=True) for one in group]


def _place(changes: Sequence[Request]) -> int:
    (body,) = changes[0].values()
    if "location" in body:
        return int(body["location"]["index"])
    return int(body["range"]["startIndex"]) if "range" in body else 0
